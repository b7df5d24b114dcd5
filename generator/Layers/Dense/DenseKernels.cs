using NetGen.Generator.Emit;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>A dense layer's outputs.</summary>
/// <param name="Fused">The activation applied as results are stored; Linear for none.</param>
internal sealed record DenseForward(Owner Of, DensePlan Plan, TensorPlan Weight, TensorPlan? Bias, Activation Fused, Location X, Location Y) : Kernel($"{Of.Name}: {Plan.Formula(Fused)}")
{
    public override EquatableArray<Use> Uses => Decoded is null ? [Read(X), Write(Y)] : [Read(X), Write(Y), Read(Decoded)];

    /// <summary>The weights and biases as floats, for the runtime's kernels; null where they are stored as floats, or a kernel reads them as they are stored.</summary>
    public Location? Decoded { get; init; }

    /// <summary>Whether other layers read the same parameters, which then have no owner among the threads.</summary>
    public bool IsShared { get; init; }

    public override Scope Scope => Plan.SharesOutputs && !IsShared ? Scope.Outputs : Scope.Block;

    public override SharedParameters Shared => new(Of.Name, Plan.Inputs, Plan.Units, Weight, Bias);

    /// <summary>Whether it is a part of its layer, whose code has the shape of another.</summary>
    public bool IsPart { get; init; }

    public override string? Layer => IsPart ? null : Of.Name;

    public override CodeShape? Shape(Body.OutputsInLanes body)
    {
        if (Plan.IsGeneral)
            return Target.GeneralCode with { Code = Sentences.Of(Plan.Precision) + Target.GeneralCode.Code };
        string sums = Plan.StraightLine ? "straight-line panels" : "panels in loops";
        string chains = Plan.Chains == 1 ? "" : $" × {Plan.Chains} chains";
        string terms = $"{Plan.Inputs / Plan.Chains} terms a sum" + (Plan.Asked, Plan.StraightLine) switch
        {
            (Unroll.Full, true) => ", written out as asked",
            (Unroll.Full, false) => $", more than the {Limits.MethodMultiplyAdds} that a method may hold",
            (Unroll.Loops, _) => ", in loops as asked",
            (_, true) => "",
            _ => $", more than {Limits.StraightLineTerms}",
        };
        string width = body.Use512 ? "" : "; 256-bit at most: no layer is large";
        return new($"{Sentences.Of(Plan.Precision)}{sums} of {Offsets.Plural(Plan.SampleVectors[0], "vector")}{chains}, {Plan.ForwardTiles[0].Height} × {Plan.ForwardTiles[0].Vectors} tiles", terms + width);
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

    public override void CallRange(CallWriter to)
    {
        if (Plan.IsGeneral)
        {
            CallGeneral(to, "range.From, range.To");
            return;
        }
        DenseBlock block = new(new(Plan, Fused), to.StrideOf(X), to.StrideOf(Y));
        to.Line($"{to.Request(new DenseColumns(block), Of)}<T>({to.At(X)}, {to.At(Y)}, {to.Parameter(Weight)}, rows, range.From, range.To{(Plan.Prefetches ? ", range.Ahead" : "")});");
    }

    private void CallGeneral(CallWriter to, string range) =>
        to.Line($"GeneralDense.Forward<T>({to.At(X)}, {to.Stride(X)}, {to.At(Y)}, {to.Stride(Y)}, {(Decoded is null ? to.Parameter(Weight) : to.At(Decoded))}, {Plan.Sizes(to)}, {(to.IsBlock ? "rows" : "1")}, {range});");
}

/// <summary>The gradients of a dense layer's inputs.</summary>
internal sealed record DenseInputGradient(Owner Of, DensePlan Plan, TensorPlan Weight, Location Gradient, Location XGradient) : Kernel(Plan.InputGradient(Of.Name))
{
    public override EquatableArray<Use> Uses => [Read(Gradient), Write(XGradient), Read(Weight)];

    public override int TransposedRows => System.Math.Max(Plan.Inputs, Plan.Units);

    public override void Call(CallWriter to) => to.Line(Plan.IsGeneral
        ? $"GeneralDense.InputGradient<T>({to.At(Gradient)}, {to.Stride(Gradient)}, {to.At(XGradient)}, {to.Stride(XGradient)}, {to.Parameter(Weight)}, ref Unsafe.Add(ref scratch, Transposed), ref Unsafe.Add(ref scratch, Transposed + BlockRows * {to.TransposedRows}), {Plan.Sizes(to)}, rows);"
        : $"{to.Request(new DenseInputGradientMethods(Plan, to.StrideOf(Gradient), to.StrideOf(XGradient), to.TransposedRows), Of)}<T>({to.At(Gradient)}, {to.At(XGradient)}, {to.Parameter(Weight)}, ref scratch, rows);");
}

/// <summary>The gradients of a dense layer's weights.</summary>
/// <param name="Sums">The sums to which they are added, if layers share the weights; then no thread owns these.</param>
internal sealed record DenseWeightGradient(Owner Of, DensePlan Plan, SharedParameters Parameters, Location X, Location Gradient, Location? Sums) : Kernel(Plan.WeightGradient(Of.Name))
{
    public override EquatableArray<Use> Uses => [Read(X), Read(Gradient), Sums is null ? Update(Parameters.Weight) : Update(Sums)];

    public override Scope Scope => Sums is null ? Scope.Outputs : Scope.Block;

    public override SharedParameters Shared => Parameters;

    public override void Call(CallWriter to) => Call(to, $"0, {to.Number(Plan.Units)}, 0, {to.Number(Plan.Inputs)}");

    public override void CallRange(CallWriter to) => Call(to, "range.From, range.To, range.First, range.End");

    private void Call(CallWriter to, string range) => to.Line(Plan.IsGeneral
        ? $"GeneralDense.WeightGradient<T>({to.At(X)}, {to.Stride(X)}, {to.At(Gradient)}, {to.Stride(Gradient)}, {to.Parameter(Parameters.Weight)}, {DenseSums.Gradient(Sums, Parameters.Weight, to)}, {Plan.Sizes(to)}, rows, {range}, {DenseSums.Arguments(Sums)});"
        : $"{to.Request(new DenseWeightGradientMethods(Plan, to.StrideOf(X), to.StrideOf(Gradient)), Of)}<T>({to.At(X)}, {to.At(Gradient)}, {to.Parameter(Parameters.Weight)}, {DenseSums.Gradient(Sums, Parameters.Weight, to)}, rows, {range}, {DenseSums.Arguments(Sums)});");
}

/// <summary>The gradients of a dense layer's biases.</summary>
/// <param name="Sums">The sums to which they are added, if layers share the biases; then no thread owns these.</param>
internal sealed record DenseBiasGradient(SharedParameters Parameters, Location Gradient, Location? Sums) : Kernel($"{Parameters.Bias!.Name}: ∂b = Σ ∂y over the samples, {Parameters.Units}")
{
    public override EquatableArray<Use> Uses => [Read(Gradient), Sums is null ? Update(Parameters.Bias!) : Update(Sums)];

    public override Scope Scope => Sums is null ? Scope.Outputs : Scope.Block;

    public override SharedParameters Shared => Parameters;

    public override void Call(CallWriter to) =>
        to.Line($"SumColumns<T>({to.At(Gradient)}, {to.Stride(Gradient)}, {to.Parameter(Parameters.Bias!)}, {DenseSums.Gradient(Sums, Parameters.Bias!, to)}, {to.Number(Parameters.Units)}, rows, {DenseSums.Arguments(Sums)});");

    public override void CallRange(CallWriter to) =>
        to.Line($"if (range.First == 0)\n    SumColumns<T>(ref Unsafe.Add({to.At(Gradient)}, range.From), {to.Stride(Gradient)}, ref Unsafe.Add(ref w, {to.Offset(Parameters.Bias!)} + range.From), ref Unsafe.Add(ref g, {to.Offset(Parameters.Bias!)} + range.From), range.To - range.From, rows, step, accumulate);");
}

/// <summary>The memory that receives gradients of a dense layer's parameters: the gradients of the block, or sums to which several layers add.</summary>
internal static class DenseSums
{
    public static string Gradient(Location? sums, TensorPlan tensor, CallWriter to) => sums is null ? to.Gradient(tensor) : to.At(sums);

    public static string Arguments(Location? sums) => sums is null ? "step, accumulate" : "0f, true";
}
