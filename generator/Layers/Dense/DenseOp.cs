using System.Linq;
using NetGen.Generator.Emit;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using NetGen.Kernels;

namespace NetGen.Generator.Layers;

/// <summary>y = W·x + b.</summary>
/// <param name="Before">The activation that follows, which decides how fresh weights are drawn.</param>
internal record DenseOp(int Units, bool UseBias, Initializer Initializer, Activation Before) : Op
{
    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => [Shape.Vector(Units)];

    public override EquatableArray<TensorSpec> Tensors(EquatableArray<Shape> inputs)
    {
        int length = (int)inputs[0].Length;
        TensorSpec weight = new(TensorRole.Weight, "weight", [Units, length], Initializers.Choose(Initializer, Before), length, Units);
        return UseBias ? [weight, new(TensorRole.Bias, "bias", [Units], FanIn: length, FanOut: Units)] : [weight];
    }

    /// <summary>Whether it is a part of a larger layer.</summary>
    protected virtual bool IsPart => false;

    public override void Pullback(Node node, Gradients to)
    {
        Value dy = to.Of(node.Y)!;
        // Nodes that read the weights come first: the kernel of the weights' gradient may update them.
        to.Add(node.X, node, new InputGradient(node.X.Shape, node), dy);
        to.Add([node.Tensors[0]], node, new WeightGradient(node), node.X, dy);
        if (UseBias)
            to.Add([node.Tensors[1]], node, new BiasGradient(node), dy);
    }

    public override bool Fuses(Group group, Node next, Mode mode) =>
        group.Epilogue.Count == 0 && next.Op is Activate { Kind: var kind } && kind.IsCheap();

    public override bool ReadsAnyOrder => true;

    public override bool ReadsExactly => true;

    public override bool ReadsPackedWeights => GetType() == typeof(DenseOp);

    public override int RoundedInputs => ReadsPackedWeights ? KernelConstants.IntegerInputs : 0;

    public override bool Suits512(Node node) => (long)Units * node.X.Length >= Limits.LeastFor512;

    public override bool SharesOutputs(Node node) => DensePlan.ShareOutputs(node.X.Length, Units);

    public override void Lower(Group group, KernelBuilder to)
    {
        Activation fused = (group.Applied<Activate>()?.Op as Activate)?.Kind ?? Activation.Linear;
        Node node = group.Head;
        if (to.At(node.Tensors[0]).Precision == Precision.DynamicInt8)
        {
            DynamicDense.Add(to, node, UseBias, fused, group.Result);
            return;
        }
        DensePlan plan = DensePlan.Of(node, to);
        Location? decoded = plan.IsGeneral ? DecodeWeights.Add(to, to.OwnerOf(node).Identifier, to.At(node.Tensors[0]), plan.HasBias, isFirst: false) : null;
        to.Add(new DenseForward(to.OwnerOf(node), plan, to.At(node.Tensors[0]), UseBias ? to.At(node.Tensors[1]) : null, fused, to.At(node.X), to.At(group.Result)) { IsShared = to.IsShared(node), IsPart = IsPart, Decoded = decoded });
    }

    public override bool SuitsSamplesInLanes(Node node) => true;

    public override long MultiplyAdds(Node node) => (long)Units * node.X.Length;

    public override string LaneSentence(Node node, NetworkGraph graph)
    {
        Activation activation = (graph.Forward.FirstOrDefault(next => next.Op is Activate && next.X == node.Y)?.Op as Activate)?.Kind ?? Activation.Linear;
        return $"{node.Layer}: y = {Sentences.Formula(activation, UseBias)}, {node.X.Length} → {Units}";
    }

    public override void WriteInLanes(Node node, LaneWriter to)
    {
        int inputs = node.X.Length;
        to.Line($"// {LaneSentence(node, to.Graph)}");
        for (int j = 0; j < Units; j++)
        {
            string sum = UseBias ? to.Parameter(node.Tensors[1], j) : "T.Zero";
            for (int i = 0; i < inputs; i++)
                sum = to.MultiplyAdd(node.Tensors[0], j * inputs + i, to.Value(node.X, i), sum);
            to.Line($"T {to.Value(node.Y, j)} = {sum};");
        }
    }

    private static SharedParameters ParametersOf(Node node, KernelBuilder to) =>
        new(node.Layer, node.X.Length, node.Y.Length, to.At(node.Tensors[0]), node.Tensors.Count > 1 ? to.At(node.Tensors[1]) : null);

    /// <summary>∂x = Wᵀ·∂y.</summary>
    private sealed record InputGradient(Shape Of, Node Forward) : GradientOp(Of)
    {
        public override void Lower(Group group, KernelBuilder to)
        {
            DensePlan plan = DensePlan.Of(Forward, to);
            to.Add(new DenseInputGradient(to.OwnerOf(Forward), plan, to.At(Forward.Tensors[0]), to.At(group.Head.X), to.At(group.Result)));
            to.ClearPadding(group.Result);
        }

        public override bool SuitsSamplesInLanes(Node node) => true;

        public override void WriteInLanes(Node node, LaneWriter to)
        {
            int inputs = node.Y.Length;
            to.Line($"// {node.Layer}: ∂x = Wᵀ·∂y");
            for (int i = 0; i < inputs; i++)
            {
                string sum = $"{to.Value(node.X, 0)} * {to.Parameter(node.Tensors[0], i)}";
                for (int j = 1; j < node.X.Length; j++)
                    sum = to.MultiplyAdd(node.Tensors[0], j * inputs + i, to.Value(node.X, j), sum);
                to.Line($"T {to.Value(node.Y, i)} = {sum};");
            }
        }
    }

    /// <summary>∂W = Σ ∂y·xᵀ over the samples.</summary>
    private sealed record WeightGradient(Node Forward) : GradientOp(By: null)
    {
        public override void Lower(Group group, KernelBuilder to) =>
            to.Add(new DenseWeightGradient(to.OwnerOf(Forward), DensePlan.Of(Forward, to), ParametersOf(Forward, to), to.At(group.Head.In[0]), to.At(group.Head.In[1]), to.SumsOfShared(Forward, Forward.Tensors[0])));

        public override bool SharesOutputs(Node node) => true;

        public override bool SuitsSamplesInLanes(Node node) => true;

        public override void WriteInLanes(Node node, LaneWriter to)
        {
            (Value x, Value dy, Tensor weight) = (node.In[0], node.In[1], node.Tensors[0]);
            to.Line($"// {weight.Name}: ∂W = Σ ∂y·xᵀ over the samples");
            for (int j = 0; j < dy.Length; j++)
                for (int i = 0; i < x.Length; i++)
                    to.Deliver(weight, j * x.Length + i, to.Value(x, i), to.Value(dy, j));
        }
    }

    /// <summary>∂b = Σ ∂y over the samples.</summary>
    private sealed record BiasGradient(Node Forward) : GradientOp(By: null)
    {
        public override void Lower(Group group, KernelBuilder to) =>
            to.Add(new DenseBiasGradient(ParametersOf(Forward, to), to.At(group.Head.X), to.SumsOfShared(Forward, Forward.Tensors[1])));

        public override bool SharesOutputs(Node node) => true;

        public override bool SuitsSamplesInLanes(Node node) => true;

        public override void WriteInLanes(Node node, LaneWriter to)
        {
            for (int j = 0; j < node.X.Length; j++)
                to.Deliver(node.Tensors[0], j, to.Value(node.X, j));
        }
    }
}
