using NetGen.Generator.Emit;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>A dense layer's outputs.</summary>
/// <param name="Fused">The activation applied as results are stored; Linear for none.</param>
internal sealed record DenseForward(DensePlan Plan, Activation Fused, Place X, Place Y) : Kernel($"{Plan.Name}: {Plan.Formula(Fused)}")
{
    public override EquatableArray<Use> Uses => [Read(X), Write(Y)];

    public override Scope Scope => Plan.SharesOutputs ? Scope.Outputs : Scope.Block;

    public override SharedParameters Shared => Plan.Shared;

    public override string? Layer => Plan.Name;

    public override CodeShape? Shape(Body.OutputsInLanes body)
    {
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
        DenseSample sample = new(Plan, Fused);
        if (!to.IsBlock)
        {
            to.Line($"{to.Request(sample)}<T>({to.At(X)}, {to.At(Y)}, ref w);");
            return;
        }
        to.Line($"{to.Request(new DenseBlock(sample, to.StrideOf(X), to.StrideOf(Y)))}<T>({to.At(X)}, {to.At(Y)}, ref w, rows);");
    }

    public override void CallPart(CallWriter to)
    {
        DenseBlock block = new(new(Plan, Fused), to.StrideOf(X), to.StrideOf(Y));
        to.Line($"{to.Request(new DenseColumns(block))}<T>({to.At(X)}, {to.At(Y)}, ref w, rows, part.From, part.To);");
    }
}

/// <summary>A dense layer's derivatives by its inputs.</summary>
internal sealed record DenseInputGradient(DensePlan Plan, Place Gradient, Place XGradient) : Kernel($"{Plan.Name}: ∂x = Wᵀ·∂y, {Plan.Units} → {Plan.Inputs}")
{
    public override EquatableArray<Use> Uses => [Read(Gradient), Write(XGradient), Read(Plan.Weight)];

    public override int TransposedRows => System.Math.Max(Plan.Inputs, Plan.Units);

    public override void Call(CallWriter to) =>
        to.Line($"{to.Request(new DenseInputGradientMethods(Plan, to.StrideOf(Gradient), to.StrideOf(XGradient), to.TransposedRows, Sentence))}<T>({to.At(Gradient)}, {to.At(XGradient)}, ref w, ref scratch, rows);");
}

/// <summary>A dense layer's derivatives by its weights.</summary>
internal sealed record DenseWeightGradient(DensePlan Plan, Place X, Place Gradient) : Kernel($"{Plan.Weight.Name}: ∂W = Σ ∂y·xᵀ over the samples, {Plan.Units} × {Plan.Inputs}")
{
    public override EquatableArray<Use> Uses => [Read(X), Read(Gradient), Update(Plan.Weight)];

    public override Scope Scope => Scope.Outputs;

    public override SharedParameters Shared => Plan.Shared;

    public override void Call(CallWriter to) => Call(to, $"0, {Plan.Units}, 0, {Plan.Inputs}");

    public override void CallPart(CallWriter to) => Call(to, "part.From, part.To, part.First, part.End");

    private void Call(CallWriter to, string range) =>
        to.Line($"{to.Request(new DenseWeightGradientMethods(Plan, to.StrideOf(X), to.StrideOf(Gradient), Sentence))}<T>({to.At(X)}, {to.At(Gradient)}, ref w, ref g, rows, {range}, step, accumulate);");
}

/// <summary>A dense layer's derivatives by its biases.</summary>
internal sealed record DenseBiasGradient(DensePlan Plan, Place Gradient) : Kernel($"{Plan.Bias!.Name}: ∂b = Σ ∂y over the samples, {Plan.Units}")
{
    public override EquatableArray<Use> Uses => [Read(Gradient), Update(Plan.Bias!)];

    public override Scope Scope => Scope.Outputs;

    public override SharedParameters Shared => Plan.Shared;

    public override void Call(CallWriter to) =>
        to.Line($"SumColumns<T>({to.At(Gradient)}, {to.StrideOf(Gradient)}, ref At(ref w, {Plan.Bias!.Identifier}), ref At(ref g, {Plan.Bias.Identifier}), {Plan.Units}, rows, step, accumulate);");

    public override void CallPart(CallWriter to) =>
        to.Line($"if (part.First == 0)\n    SumColumns<T>(ref At({to.At(Gradient)}, part.From), {to.StrideOf(Gradient)}, ref At(ref w, {Plan.Bias!.Identifier} + part.From), ref At(ref g, {Plan.Bias.Identifier} + part.From), part.To - part.From, rows, step, accumulate);");
}
