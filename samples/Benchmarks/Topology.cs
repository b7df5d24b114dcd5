using System.Reflection;
using NetGen;

namespace Benchmarks;

/// <summary>An output of a network: the layers that compute it from the trunk's result, and its loss.</summary>
internal sealed record Head(Layer.Sequence Layers, Loss Loss)
{
    /// <summary>Positions of a sample, at each of which it classifies; its outputs are classes × positions.</summary>
    public int Positions => Layers.Output.Width;

    public int Outputs => Layers.Outputs;
}

/// <summary>The shape of a network, from which its model for each peer and the reference computation are made, so that all compute the same network as NetGen.</summary>
/// <param name="Trunk">The layers whose result all heads read; empty where there is one head.</param>
/// <param name="Heads">The outputs, which stand one after another in a sample. The loss of the network is the sum of theirs.</param>
internal sealed record Topology(string Name, Layer.Sequence Trunk, IReadOnlyList<Head> Heads)
{
    /// <summary>A network of one output.</summary>
    public Topology(string name, Layer.Sequence layers, Loss loss) : this(name, new(layers.Input, layers.Axes, []), [new(layers, loss)])
    {
    }

    /// <summary>Frames of a piece that it is trained on, where it is over frames: a sample of the other measurements is then a frame of a stream.</summary>
    public int Frames { get; init; }

    /// <summary>The inputs are whole numbers less than it, or, where it is 0, between 0 and 1.</summary>
    public int Vocabulary { get; init; }

    public Extent Input => Trunk.Input;

    /// <summary>Spatial axes of the input.</summary>
    public int Axes => Trunk.Axes;

    public int Inputs => Input.Length;

    public int Outputs => Heads.Sum(head => head.Outputs);

    /// <summary>The layers with tensors of their own, in the order of evaluation, which is also that of the parameters in NetGen and in PyTorch.</summary>
    public IReadOnlyList<Layer> Layers { get; } = [.. Trunk.Parts, .. Heads.SelectMany(head => head.Layers.Parts)];

    /// <summary>Whether it is a chain of dense layers, the only networks that some peers support.</summary>
    public bool IsDense => Heads is [var only] && Trunk.Layers.Concat(only.Layers.Layers).All(layer => layer is Layer.Dense);

    public long Parameters => Layers.Sum(layer => (long)layer.Weights + layer.Biases);

    public long Bytes => Parameters * sizeof(float);

    public long MultiplyAdds => Layers.Sum(layer => layer.MultiplyAdds);

    /// <summary>Forward, the gradients of the weights, and the gradients of every input but the network's own, which the first layer alone reads.</summary>
    public long TrainingMultiplyAdds => 3 * MultiplyAdds - Layers[0].MultiplyAdds;

    /// <summary>As in <c>784-128-10 relu, softmax</c>.</summary>
    public string Title => IsDense
        ? $"{Inputs}-{string.Join('-', Layers.Select(layer => layer.Title))} {Activations}"
        : $"{InputTitle}: {string.Join(", ", ((string[])[Trunk.Title, string.Join(" | ", Heads.Select(head => head.Layers.Title))]).Where(title => title.Length > 0))} {Activations}";

    /// <summary>As in <c>CrossEntropy, MeanSquaredError</c>.</summary>
    public string Losses => string.Join(", ", Heads.Select(head => head.Loss));

    private string InputTitle => Axes switch
    {
        0 => $"{Inputs}",
        1 => $"{Input.Channels}×{Input.Width}",
        _ => $"{Input.Channels}×{Input.Height}×{Input.Width}",
    };

    private string Activations => string.Join(", ", Layers.Where(layer => layer is Layer.Dense || layer.Activation != Activation.Linear).Select(layer => layer.Activation.ToString().ToLowerInvariant()).Distinct());

    public static Topology Of<TNetwork>() => Of(typeof(TNetwork));

    /// <summary>The topology that a class declares by attributes.</summary>
    public static Topology Of(Type type)
    {
        var network = type.GetCustomAttribute<NetworkAttribute>()!;
        int axes = network.Height > 1 ? 2 : network.Channels > 1 || type.IsDefined(typeof(Conv1DAttribute)) ? 1 : 0;
        Extent input = axes == 0 ? new(network.Length, 1, 1) : new(network.Channels, network.Height, network.Length);
        return new(type.Name, new Layer.Sequence(input, axes, []).Then(type.GetCustomAttributes<LayerAttribute>()), network.Loss) { Frames = network.SequenceLength };
    }
}
