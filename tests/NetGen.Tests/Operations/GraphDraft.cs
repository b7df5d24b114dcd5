extern alias generator;
using generator::NetGen.Generator.Layers;
using generator::NetGen.Generator.Model;

namespace NetGen.Tests.Operations;

using Activation = generator::NetGen.Activation;
using Initializer = generator::NetGen.Initializer;
using Loss = generator::NetGen.Loss;

/// <summary>Builds the model of a network value by value, as a declaration would.</summary>
internal sealed class GraphDraft
{
    private readonly List<DeclaredInput> _inputs = [];
    private readonly List<DeclaredLayer> _layers = [];
    private readonly List<DeclaredOutput> _outputs = [];

    /// <summary>Adds an input; all come before the first layer.</summary>
    public int Input(params int[] extents)
    {
        Assert.Empty(_layers);
        _inputs.Add(new($"input{_inputs.Count + 1}", new(new(extents))));
        return _inputs.Count - 1;
    }

    public int Add(Layer layer, params int[] from)
    {
        _layers.Add(new(layer, new(from)));
        return _inputs.Count + _layers.Count - 1;
    }

    public int Dense(int units, int from, Activation activation = Activation.Linear, string? name = null) =>
        Add(new DenseLayer(name, units, activation, true, Initializer.Auto), from);

    public int Activate(Activation activation, int from) => Add(new ActivateLayer(null, activation), from);

    public int Apply(ArithmeticKind kind, int a, int b) => Add(new ArithmeticLayer(null, kind, null, false), a, b);

    public int Apply(ArithmeticKind kind, int a, double constant, bool isReversed = false) => Add(new ArithmeticLayer(null, kind, constant, isReversed), a);

    public int Reshape(int from, params int[] extents) => Add(new ReshapeLayer(null, new(new(extents))), from);

    public GraphDraft Output(int value, Loss? loss = Loss.MeanSquaredError, double weight = 1)
    {
        _outputs.Add(new($"output{_outputs.Count + 1}", value, loss, true, weight));
        return this;
    }

    public NetworkModel Model(string name = "Network0") => new(new("Networks", [], name), [.. _inputs], [.. _layers], [.. _outputs], generator::NetGen.Unroll.Auto);
}
