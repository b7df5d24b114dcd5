using System.Collections.Generic;
using NetGen.Generator.Declaration;
using NetGen.Generator.Emit;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary><c>[BatchNorm]</c>.</summary>
internal sealed record BatchNormLayer(string? Name, double Epsilon, double Momentum) : UnaryLayer(Name)
{
    private const string MomentumArgument = "Momentum";

    public static BatchNormLayer Parse(Arguments arguments) =>
        new(arguments.Name, EpsilonRule.Read(arguments), arguments.Double(MomentumArgument, 0.1));

    public override string Attribute => "BatchNorm";

    public override string DefaultName => "norm";

    public override LayerRule Check(LayerContext at)
    {
        List<Finding> findings = [.. EpsilonRule.Check(Epsilon, at)];
        // NaN is not between any numbers.
        if (!(Momentum is >= 0 and <= 1))
            findings.Add(new(Rules.MomentumOutOfRange, at.Argument(MomentumArgument), at.Notation.Argument(MomentumArgument), NumberText.Of(Momentum)));
        if (at.IsStream)
            findings.Add(new(Rules.NotOverFrames, at.Layer, Attribute, "statistics of a batch mix frames of different times and streams; write LayerNorm"));
        return LayerRule.Elementwise(this, at, findings, tensors: 2, at.Input?.Features, statistics: 2);
    }

    public override Shape Output(Shape input) => input;

    public override Value Append(LayerBuilder to, Value x) => to.Add(new BatchNorm(Epsilon, Momentum), to.Owned(to.Shaped(x)));
}

/// <summary>y = (x − mean) / √(variance + ε) · weight + bias, channel by channel: by the statistics of the batch in training, else by the running ones.</summary>
internal sealed record BatchNorm(double Epsilon, double Momentum) : Op
{
    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => inputs;

    public override EquatableArray<TensorSpec> Tensors(EquatableArray<Shape> inputs)
    {
        EquatableArray<int> shape = [inputs[0].Features];
        return
        [
            new(TensorRole.Scale, "weight", shape, Start: 1),
            new(TensorRole.Shift, "bias", shape),
            new(TensorRole.Mean, "running_mean", shape),
            new(TensorRole.Variance, "running_var", shape, Start: 1),
        ];
    }

    public override void Pullback(Node node, Gradients to)
    {
        Value dy = to.Of(node.Y)!;
        to.Add(node.Tensors, node, new ParameterGradient(node), node.X, dy);
        to.Add(node.X, node, new InputGradient(node.X.Shape, node), dy, node.X);
    }

    public override CodeShape? Code => new("channels in lanes", "in inference a scale and a shift");

    public override void Lower(Group group, KernelBuilder to)
    {
        Node node = group.Head;
        (BatchNormPlan plan, Location x, Location y) = (BatchNormPlan.Of(node, to), to.Packed(node.X), to.At(node.Y));
        if (to.Mode == Mode.Inference)
        {
            (Location scale, Location shift) = plan.RunningScale(to);
            to.Add(new RuntimeCall("Norms.Scale<T>", [Argument.In(x), Argument.Out(y), y.Grid, Argument.In(scale), Argument.In(shift)], Scope.Sample, $"{plan.Name}: y = x·scale + shift, {node.X.Length} elements"));
        }
        else
        {
            to.Add(new RuntimeCall("Norms.Gather<T>", [Argument.In(x), y.Grid, new Argument.RowSums(plan.Index)], Scope.Sample, $"{plan.Name}: sum and squares of each of {plan.Channels} channels"));
            to.Add(new CombineSums(plan.Statistics));
            to.Add(new RuntimeCall("Norms.Normalize<T>", [Argument.In(x), Argument.Out(y), y.Grid, new Argument.Statistics(plan.Index), Argument.In(plan.Weight), Argument.In(plan.Bias)], Scope.Sample,
                $"{plan.Name}: y = (x − mean) / √(variance + ε) · weight + bias of the batch, {node.X.Length} elements"));
        }
        to.ClearBorder(node.Y);
    }

    /// <summary>∂weight = Σ ∂y·(x − mean)/√(variance + ε), ∂bias = Σ ∂y.</summary>
    private sealed record ParameterGradient(Node Forward) : GradientOp(By: null)
    {
        public override bool PreparesInputGradient => true;

        public override void Lower(Group group, KernelBuilder to)
        {
            BatchNormPlan plan = BatchNormPlan.Of(Forward, to);
            Location x = to.Packed(group.Head.In[0]), dy = to.At(group.Head.In[1]), weightSums = to.SumsOf(plan.Weight), biasSums = to.SumsOf(plan.Bias);
            to.Add(new RuntimeCall("Norms.GatherGradient<T>", [Argument.In(x), Argument.In(dy), dy.Grid, new Argument.Statistics(plan.Index), new Argument.RowSums(plan.Index)], Scope.Sample,
                $"{plan.Name}: Σ ∂y and Σ ∂y·(x − mean)/√(variance + ε) of each of {plan.Channels} channels"));
            to.Add(new CombineSums(plan.Statistics));
            to.AddBeforeDelivery(new RuntimeCall("Norms.SumRows", [new Argument.Batch(), plan.Index, new Argument.Rows(), Argument.InOut(weightSums), Argument.InOut(biasSums), plan.Channels], Scope.Block,
                $"{plan.Name}: ∂weight = Σ ∂y·(x − mean)/√(variance + ε), ∂bias = Σ ∂y, {plan.Channels} channels"));
        }
    }

    private sealed record InputGradient(Shape Of, Node Forward) : GradientOp(Of)
    {
        public override void Lower(Group group, KernelBuilder to)
        {
            BatchNormPlan plan = BatchNormPlan.Of(Forward, to);
            Location dy = to.At(group.Head.In[0]), x = to.Packed(group.Head.In[1]), dx = to.PackedPlace(group.Result);
            to.Add(new RuntimeCall("Norms.NormalizeGradient<T>", [Argument.In(x), Argument.In(dy), Argument.Out(dx), dy.Grid, new Argument.Statistics(plan.Index), Argument.In(plan.Weight)], Scope.Sample,
                $"{plan.Name}: gradient before the normalisation, {group.Result.Length} elements"));
            to.Unpack(dx, group.Result);
            to.ClearPadding(group.Result);
        }
    }
}

/// <summary>A batch normalisation.</summary>
/// <param name="Index">Its index among the network's batch normalisations.</param>
/// <param name="Count">Elements that a sample adds to each channel's statistics.</param>
internal sealed record BatchNormPlan(string Name, string Identifier, int Index, int Channels, int Count, double Epsilon, double Momentum, TensorPlan Weight, TensorPlan Bias, TensorPlan Mean, TensorPlan Variance) : LayerPlan
{
    public override int GetHashCode() => Index;

    public BatchStatistics Statistics => new(Name, Index, Channels, Count, Epsilon, Momentum, Mean, Variance);

    public static BatchNormPlan Of(Node node, KernelBuilder to) => to.PlanOf(node, () =>
    {
        BatchNorm norm = (BatchNorm)node.Op;
        Grid grid = to.GridOf(node.X);
        return new BatchNormPlan(
            node.Layer, to.Identifier(node.Layer), to.IndexAmongKind(node), grid.Channels, grid.Pixels, norm.Epsilon, norm.Momentum,
            to.At(node.Tensors[0]), to.At(node.Tensors[1]), to.At(node.Tensors[2]), to.At(node.Tensors[3]));
    });

    /// <summary>A scale and a shift for each channel, by the running statistics: computed before the first sample.</summary>
    public (Location Scale, Location Shift) RunningScale(KernelBuilder to)
    {
        Location scale = to.Shared(Identifier + "Scale", Channels), shift = to.Shared(Identifier + "Shift", Channels);
        to.AddFirst(new RuntimeCall("Norms.RunningScale<T>",
            [Argument.In(Weight), Argument.In(Bias), Argument.In(Mean), Argument.In(Variance), Argument.Out(scale), Argument.Out(shift), Channels, Epsilon],
            Scope.Block, $"{Name}: scale = weight / √(running variance + ε), shift = bias − running mean · scale, {Channels} channels"));
        return (scale, shift);
    }
}
