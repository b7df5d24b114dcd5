extern alias generator;
using generator::NetGen.Generator.Layers;
using NetGen.Tests.RandomCases;

namespace NetGen.Tests.Operations;

using Activation = generator::NetGen.Activation;

/// <summary>Every operation between values, in odd shapes of one, two and three axes, against the reference and its differences.</summary>
public class OperationTests
{
    private static readonly int[][] s_shapes = LongRun.IsRequested ? [[7], [21], [3, 5], [17, 4], [2, 3, 5], [19, 2, 3], [1, 4, 3]] : [[21], [3, 5], [19, 2, 3]];

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (string operation in Operations.Keys)
                for (int shape = 0; shape < s_shapes.Length; shape++)
                    cases.Add(operation, shape);
            return cases;
        }
    }

    /// <summary>Each takes the value x, of some shape, and returns another; values are between 0.5 and 1.5 or so, so that quotients are harmless.</summary>
    private static readonly Dictionary<string, Func<GraphDraft, int, int[], int>> Operations = new()
    {
        ["x + a"] = (graph, x, shape) => graph.Apply(ArithmeticKind.Add, x, Like(graph, x, shape)),
        ["relu(x − a)"] = (graph, x, shape) => graph.Activate(Activation.Relu, graph.Apply(ArithmeticKind.Subtract, x, Like(graph, x, shape))),
        ["x · a"] = (graph, x, shape) => graph.Apply(ArithmeticKind.Multiply, x, Like(graph, x, shape)),
        ["x / a"] = (graph, x, shape) => graph.Apply(ArithmeticKind.Divide, x, Positive(graph, Like(graph, x, shape))),
        ["x · x"] = (graph, x, _) => graph.Apply(ArithmeticKind.Multiply, x, x),
        ["x − x"] = (graph, x, _) => graph.Apply(ArithmeticKind.Subtract, x, x),
        ["constants"] = (graph, x, _) => graph.Apply(ArithmeticKind.Divide, graph.Apply(ArithmeticKind.Divide, graph.Apply(ArithmeticKind.Subtract, graph.Apply(ArithmeticKind.Multiply, Positive(graph, x), 0.75), 3, isReversed: true), 2, isReversed: true), 1.5),
        ["x + channel"] = (graph, x, shape) => graph.Apply(ArithmeticKind.Add, x, Repeated(graph, x, [shape[0], .. Enumerable.Repeat(1, shape.Length - 1)])),
        ["last · x"] = (graph, x, shape) => graph.Apply(ArithmeticKind.Multiply, Repeated(graph, x, [shape[^1]]), x),
        ["x / one"] = (graph, x, _) => graph.Apply(ArithmeticKind.Divide, x, Positive(graph, Repeated(graph, x, [1]))),
        ["slice"] = (graph, x, shape) => graph.Add(new SliceLayer(null, shape[^1] / 3, Math.Max(1, shape[^1] / 2), -1), x),
        ["slice channels"] = (graph, x, shape) => graph.Add(new SliceLayer(null, shape[0] / 2, shape[0] - shape[0] / 2, 0), x),
        ["whole slice"] = (graph, x, shape) => graph.Add(new SliceLayer(null, 0, shape[0], 0), x),
        ["concat"] = (graph, x, shape) => graph.Add(new ConcatLayer(null, 0), x, Like(graph, x, shape), x),
        ["concat last"] = (graph, x, shape) => graph.Add(new ConcatLayer(null, -1), Like(graph, x, shape), x),
        ["transpose"] = (graph, x, shape) => shape.Length == 1 ? x : graph.Add(new TransposeLayer(null, []), x),
        ["rotate axes"] = (graph, x, shape) => graph.Add(new TransposeLayer(null, [.. Enumerable.Range(0, shape.Length).Select(axis => (axis + 1) % shape.Length)]), x),
        ["sum"] = (graph, x, _) => graph.Add(new ReductionLayer(null, ReductionKind.Sum, []), x),
        ["sum last"] = (graph, x, _) => graph.Add(new ReductionLayer(null, ReductionKind.Sum, [-1]), x),
        ["mean channels"] = (graph, x, _) => graph.Add(new ReductionLayer(null, ReductionKind.Mean, [0]), x),
        ["mean two axes"] = (graph, x, shape) => graph.Add(new ReductionLayer(null, ReductionKind.Mean, shape.Length == 1 ? [0] : [0, -1]), x),
        ["max"] = (graph, x, _) => graph.Add(new ReductionLayer(null, ReductionKind.Max, []), x),
        ["max last"] = (graph, x, _) => graph.Add(new ReductionLayer(null, ReductionKind.Max, [-1]), x),
        ["max channels"] = (graph, x, _) => graph.Add(new ReductionLayer(null, ReductionKind.Max, [0]), x),
        ["softmax channels"] = (graph, x, _) => graph.Add(new SoftmaxOverLayer(null, 0, false), x),
        ["softmax last"] = (graph, x, _) => graph.Add(new SoftmaxOverLayer(null, -1, false), x),
        ["log softmax last"] = (graph, x, _) => graph.Add(new SoftmaxOverLayer(null, -1, true), x),
        ["log softmax channels"] = (graph, x, _) => graph.Add(new SoftmaxOverLayer(null, 0, true), x),
        ["x · transposed"] = (graph, x, shape) => graph.Add(new MatMulLayer(null), x, shape.Length == 1 ? x : graph.Add(new TransposeLayer(null, []), Like(graph, x, shape))),
        ["x · matrix"] = (graph, x, shape) => graph.Add(new MatMulLayer(null), x, Repeated(graph, x, [shape[^1], 3])),
        ["matrix · x"] = (graph, x, shape) => graph.Add(new MatMulLayer(null), Repeated(graph, x, [5, shape.Length == 1 ? shape[0] : shape[^2]]), x),
        ["x · vector"] = (graph, x, shape) => graph.Add(new MatMulLayer(null), x, Repeated(graph, x, [shape[^1]])),
        ["batch of one"] = (graph, x, shape) => graph.Add(new MatMulLayer(null), x, Repeated(graph, x, [1, shape[^1], 2])),
    };

    /// <summary>All cases in one assembly, since starting Roslyn costs more than compiling a network.</summary>
    private static readonly Lazy<CompiledNetworks> s_compiled = new(() => CompiledGraph.Compile([.. Operations.Keys.SelectMany(operation => s_shapes.Select(shape => Model(operation, shape)))]));

    [Theory, MemberData(nameof(Cases))]
    public void Agrees_with_the_reference(string operation, int shape) =>
        OperationChecks.Check(Model(operation, s_shapes[shape]), (ITrainableSubject)s_compiled.Value.Create(Operations.Keys.ToList().IndexOf(operation) * s_shapes.Length + shape), batch: shape == 0 ? 33 : 2);

    private static generator::NetGen.Generator.Model.NetworkModel Model(string operation, int[] shape)
    {
        GraphDraft graph = new();
        int input = graph.Input(6);
        // Two dense layers before it and one after, so that it has gradients of its operands to compute.
        int x = Shaped(graph, graph.Dense(shape.Aggregate(1, (product, extent) => product * extent), input, Activation.Sigmoid), shape);
        return graph.Output(graph.Dense(3, Operations[operation](graph, x, shape))).Model();
    }

    /// <summary>Another value of a shape, which has parameters of its own.</summary>
    private static int Like(GraphDraft graph, int x, int[] shape) => Repeated(graph, x, shape);

    private static int Repeated(GraphDraft graph, int x, int[] shape) => Shaped(graph, graph.Dense(shape.Aggregate(1, (product, extent) => product * extent), x, Activation.Tanh), shape);

    private static int Shaped(GraphDraft graph, int vector, int[] shape) => shape.Length == 1 ? vector : graph.Reshape(vector, shape);

    private static int Positive(GraphDraft graph, int x) => graph.Apply(ArithmeticKind.Add, x, 2.5);
}
