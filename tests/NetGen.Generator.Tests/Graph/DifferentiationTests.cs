using NetGen.Generator.Emit;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using static NetGen.Generator.Tests.Sources;

namespace NetGen.Generator.Tests;

/// <summary>Gradients as nodes, and their sums where a value has several readers.</summary>
public sealed class DifferentiationTests
{
    [Fact]
    public void A_value_with_one_reader_has_one_term()
    {
        (Gradients gradients, Value x, _) = Branch(readers: 1);
        Assert.Equal(["By"], gradients.Nodes.Select(Name));
        Assert.Equal(x, gradients.Of(x)!.Of);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Gradients_of_several_readers_are_accumulated_in_one_place(int readers)
    {
        (Gradients gradients, Value x, Value dy) = Branch(readers);
        Node[] nodes = [.. gradients.Nodes];
        Assert.Equal(readers, nodes.Count(node => node.Op is By));
        Assert.Equal(readers - 1, nodes.Count(node => node.Op is Add));
        // Each node adds one more term to the sum so far; the last is the gradient.
        Value sum = nodes[0].Y;
        foreach (Node add in nodes.Where(node => node.Op is Add))
        {
            Assert.Equal(sum, add.In[0]);
            Assert.Equal(x, add.Y.Of);
            sum = add.Y;
        }
        Assert.Equal(sum, gradients.Of(x));
        Assert.All(nodes.Where(node => node.Op is By), node => Assert.Equal([dy], node.In));
    }

    [Fact]
    public void Values_that_depend_on_no_parameter_have_no_gradient()
    {
        NetworkGraph graph = GraphBuilder.Build(ModelOf("[Network(3)] [Activate(Activation.Tanh)] [Dense(40)] [Dense(2)]"));
        Assert.DoesNotContain(graph.Training!.Backward, node => node.Out.Any(value => value.Of!.Origin.Layer == "activation1"));
        Assert.Contains(graph.Training.Backward, node => node.Out.Any(value => value.Of!.Origin.Layer == "dense1"));
    }

    [Fact]
    public void A_fused_loss_skips_the_activation_in_the_backward_pass()
    {
        TrainingGraph training = GraphBuilder.Build(ModelOf("[Network(3, Loss = Loss.CrossEntropy)] [Dense(4, Activation.Softmax)]")).Training!;
        Assert.Equal(ValueRole.Sum, training.Loss.X.Origin.Role);
        Assert.IsType<ActivateGradient>(Assert.Single(training.FromOutputs).Op);
        Assert.Equal(training.Seed.Y, training.FromOutputs[0].Y);
        Assert.DoesNotContain(training.Backward, node => node.Op is ActivateGradient);
    }

    [Theory, MemberData(nameof(GraphCases.All), MemberType = typeof(GraphCases))]
    public void Every_graph_is_valid(string attributes) => GraphVerifier.Verify(GraphBuilder.Build(ModelOf(attributes)));

    private static string Name(Node node) => node.Op is By ? "By" : "Add";

    /// <summary>x read by several nodes, whose results all have the same gradient.</summary>
    private static (Gradients Gradients, Value X, Value Dy) Branch(int readers)
    {
        GraphDraft draft = new();
        Value x = draft.NewValue(Shape.Vector(5), new("x", ValueRole.Result)), dy = draft.NewValue(Shape.Vector(5), new("y", ValueRole.Result));
        Node[] nodes = [.. Enumerable.Range(0, readers).Select(_ => new Node(new Read(), "y", [x], [], [draft.NewValue(x.Shape, new("y", ValueRole.Result))]))];
        Gradients gradients = new(draft, [x]);
        foreach (Node node in nodes)
            gradients.Seed(node.Y, dy);
        Differentiation.Run(nodes, gradients);
        return (gradients, x, dy);
    }

    private sealed record Read : Op
    {
        public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => inputs;

        public override void Pullback(Node node, Gradients to) => to.Add(node.X, node, new By(node.X.Shape), to.Of(node.Y)!);

        public override void Lower(Group group, KernelBuilder to) => throw new InvalidOperationException("This op is only differentiated.");
    }

    private sealed record By(Shape Of) : GradientOp(Of)
    {
        public override void Lower(Group group, KernelBuilder to) => throw new InvalidOperationException("This op is only differentiated.");
    }
}
