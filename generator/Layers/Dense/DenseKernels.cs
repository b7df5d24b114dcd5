using NetGen.Generator.Emit;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>A dense layer's outputs.</summary>
/// <param name="Fused">The activation applied as results are stored; Linear for none.</param>
internal sealed record DenseForward(Owner Of, DensePlan Plan, TensorPlan Weight, TensorPlan? Bias, Activation Fused, Place X, Place Y) : Kernel($"{Of.Name}: {Plan.Formula(Fused)}")
{
    public override EquatableArray<Use> Uses => [Read(X), Write(Y)];

    public override string? Layer => Of.Name;

    public override CodeShape? Shape(Body.OutputsInLanes body)
    {
        if (Plan.IsGeneral)
            return Target.GeneralCode;
        string sums = Plan.StraightLine ? "straight-line panels" : "panels in loops";
        string chains = Plan.Chains == 1 ? "" : $" × {Plan.Chains} chains";
        string terms = $"{Plan.Inputs / Plan.Chains} steps a sum" + (Plan.Asked, Plan.StraightLine) switch
        {
            (Unroll.Full, true) => ", written out as asked",
            (Unroll.Full, false) => $", more than the {Limits.MethodMultiplyAdds} that a method may hold",
            (Unroll.Loops, _) => ", in loops as asked",
            (_, true) => "",
            _ => $", more than {Limits.StraightLineSteps}",
        };
        string width = body.Use512 ? "" : "; 256-bit at most: no layer is large";
        return new($"{sums} of {Offsets.Plural(Plan.SampleVectors[0], "vector")}{chains}, {Plan.ForwardTiles[0].Height} × {Plan.ForwardTiles[0].Vectors} tiles", terms + width);
    }

    public override void Call(CallWriter to)
    {
        if (Plan.IsGeneral)
        {
            CallGeneral(to, $"0, {to.Number(Plan.Units)}");
            return;
        }
        DenseSample sample = new(Plan, Fused);
        if (!to.IsBlock)
        {
            to.Line($"{to.Request(sample, Of)}<T>({to.At(X)}, {to.At(Y)}, {to.Parameter(Weight)});");
            return;
        }
        to.Line($"{to.Request(new DenseBlock(sample, to.StrideOf(X), to.StrideOf(Y)), Of)}<T>({to.At(X)}, {to.At(Y)}, {to.Parameter(Weight)}, rows);");
    }

    /// <summary>Computes some of the outputs, for threads that share them.</summary>
    public void CallColumns(CallWriter to)
    {
        if (Plan.IsGeneral)
        {
            CallGeneral(to, "from, to");
            return;
        }
        DenseBlock block = new(new(Plan, Fused), to.StrideOf(X), to.StrideOf(Y));
        to.Line($"{to.Request(new DenseColumns(block), Of)}<T>({to.At(X)}, {to.At(Y)}, {to.Parameter(Weight)}, rows, from, to);");
    }

    private void CallGeneral(CallWriter to, string range) =>
        to.Line($"GeneralDense.Forward<T>({to.At(X)}, {to.Stride(X)}, {to.At(Y)}, {to.Stride(Y)}, {to.Parameter(Weight)}, {Plan.Sizes(to)}, {(to.IsBlock ? "rows" : "1")}, {range});");
}

/// <summary>A dense layer's derivatives by its inputs.</summary>
internal sealed record DenseInputGradient(Owner Of, DensePlan Plan, TensorPlan Weight, Place Gradient, Place XGradient) : Kernel(Plan.InputGradient(Of.Name))
{
    public override EquatableArray<Use> Uses => [Read(Gradient), Write(XGradient), Read(Weight)];

    public override int TransposedRows => System.Math.Max(Plan.Inputs, Plan.Units);

    public override void Call(CallWriter to) => to.Line(Plan.IsGeneral
        ? $"GeneralDense.InputGradient<T>({to.At(Gradient)}, {to.Stride(Gradient)}, {to.At(XGradient)}, {to.Stride(XGradient)}, {to.Parameter(Weight)}, ref At(ref scratch, Transposed), ref At(ref scratch, Transposed + BlockRows * {to.TransposedRows}), {Plan.Sizes(to)}, rows);"
        : $"{to.Request(new DenseInputGradientMethods(Plan, to.StrideOf(Gradient), to.StrideOf(XGradient), to.TransposedRows), Of)}<T>({to.At(Gradient)}, {to.At(XGradient)}, {to.Parameter(Weight)}, ref scratch, rows);");
}

/// <summary>A dense layer's derivatives by its weights.</summary>
internal sealed record DenseWeightGradient(Owner Of, DensePlan Plan, TensorPlan Weight, Place X, Place Gradient) : Kernel(Plan.WeightGradient(Of.Name))
{
    public override EquatableArray<Use> Uses => [Read(X), Read(Gradient), Update(Weight)];

    public override void Call(CallWriter to) => Call(to, $"0, {to.Number(Plan.Units)}, 0, {to.Number(Plan.Inputs)}");

    /// <summary>Computes those between some inputs and some outputs.</summary>
    public void CallPart(CallWriter to) => Call(to, "from, to, first, behind");

    private void Call(CallWriter to, string range) => to.Line(Plan.IsGeneral
        ? $"GeneralDense.WeightGradient<T>({to.At(X)}, {to.Stride(X)}, {to.At(Gradient)}, {to.Stride(Gradient)}, {to.Parameter(Weight)}, {to.Gradient(Weight)}, {Plan.Sizes(to)}, rows, {range}, step, accumulate);"
        : $"{to.Request(new DenseWeightGradientMethods(Plan, to.StrideOf(X), to.StrideOf(Gradient)), Of)}<T>({to.At(X)}, {to.At(Gradient)}, {to.Parameter(Weight)}, {to.Gradient(Weight)}, rows, {range}, step, accumulate);");
}

/// <summary>A dense layer's derivatives by its biases.</summary>
internal sealed record DenseBiasGradient(TensorPlan Bias, int Units, Place Gradient) : Kernel($"{Bias.Name}: ∂b = Σ ∂y over the samples, {Units}")
{
    public override EquatableArray<Use> Uses => [Read(Gradient), Update(Bias)];

    public override void Call(CallWriter to) =>
        to.Line($"SumColumns<T>({to.At(Gradient)}, {to.Stride(Gradient)}, {to.Parameter(Bias)}, {to.Gradient(Bias)}, {to.Number(Units)}, rows, step, accumulate);");

    /// <summary>Computes those of some outputs.</summary>
    public void CallPart(CallWriter to) =>
        to.Line($"if (first == 0)\n    SumColumns<T>(ref At({to.At(Gradient)}, from), {to.Stride(Gradient)}, ref At(ref w, {to.Offset(Bias)} + from), ref At(ref g, {to.Offset(Bias)} + from), to - from, rows, step, accumulate);");
}
