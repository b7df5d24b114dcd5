using System.Reflection;
using NetGen;

namespace Benchmarks;

/// <summary>The shape of a declared network, read from its attributes, so that peers compute the same network as NetGen.</summary>
internal sealed record Topology(string Name, Loss Loss, IReadOnlyList<Layer> Layers)
{
    public int Inputs => Layers[0].Inputs;

    public int Outputs => Layers[^1].Outputs;

    /// <summary>Whether every layer is dense, the only kind that some peers support.</summary>
    public bool IsDense => Layers.All(layer => layer is Layer.Dense);

    public long Parameters => Layers.Sum(layer => (long)layer.Weights + layer.Biases);

    public long Bytes => Parameters * sizeof(float);

    public long MultiplyAdds => Layers.Sum(layer => layer.MultiplyAdds);

    /// <summary>Forward, the gradients of the weights, and the gradients of every input but the network's own.</summary>
    public long TrainingMultiplyAdds => 3 * MultiplyAdds - Layers[0].MultiplyAdds;

    /// <summary>As in <c>784-128-10 relu, softmax</c>.</summary>
    public string Title => $"{InputTitle}{(IsDense ? "-" : ": ")}{string.Join(IsDense ? "-" : ", ", Layers.Select(layer => layer.Title).Where(title => title.Length > 0))} {Activations}";

    private string InputTitle => Layers[0] switch
    {
        { Axes: 0 } dense => $"{dense.Inputs}",
        { Axes: 1, Input: var x } => $"{x.Channels}×{x.Width}",
        { Input: var x } => $"{x.Channels}×{x.Height}×{x.Width}",
    };

    private string Activations => string.Join(", ", Layers.Where(layer => layer is Layer.Dense || layer.Activation != Activation.Linear).Select(layer => layer.Activation.ToString().ToLowerInvariant()).Distinct());

    public static Topology Of<TNetwork>() => Of(typeof(TNetwork));

    public static Topology Of(Type type)
    {
        var network = type.GetCustomAttribute<NetworkAttribute>()!;
        int axes = network.Height > 1 ? 2 : network.Channels > 1 || type.IsDefined(typeof(Conv1DAttribute)) ? 1 : 0;
        Extent extent = axes == 0 ? new(network.Length, 1, 1) : new(network.Channels, network.Height, network.Length);
        var layers = new List<Layer>();
        foreach (LayerAttribute attribute in type.GetCustomAttributes<LayerAttribute>())
        {
            layers.Add(Layer.Read(attribute, extent, axes));
            extent = layers[^1].Output;
        }
        return new(type.Name, network.Loss, layers);
    }
}
