using System.Reflection;
using NetGen;

namespace Benchmarks;

/// <summary>A dense layer as its declaration says.</summary>
internal sealed record Layer(int Inputs, int Outputs, Activation Activation)
{
    public long MultiplyAdds => (long)Inputs * Outputs;

    public long Parameters => MultiplyAdds + Outputs;
}

/// <summary>The shape of a declared network, read from its attributes, so that peers compute what NetGen was given.</summary>
internal sealed record Topology(string Name, Loss Loss, IReadOnlyList<Layer> Layers)
{
    public int Inputs => Layers[0].Inputs;

    public int Outputs => Layers[^1].Outputs;

    public long Parameters => Layers.Sum(layer => layer.Parameters);

    public long Bytes => Parameters * sizeof(float);

    public long MultiplyAdds => Layers.Sum(layer => layer.MultiplyAdds);

    /// <summary>Forward, the gradients of the weights, and the gradients of every input but the network's own.</summary>
    public long TrainingMultiplyAdds => 3 * MultiplyAdds - Layers[0].MultiplyAdds;

    /// <summary>As in <c>784-128-10 relu, softmax</c>.</summary>
    public string Title =>
        $"{Inputs}-{string.Join('-', Layers.Select(layer => layer.Outputs))} {string.Join(", ", Layers.Select(layer => layer.Activation.ToString().ToLowerInvariant()).Distinct())}";

    public static Topology Of<TNetwork>()
    {
        var network = typeof(TNetwork).GetCustomAttribute<NetworkAttribute>()!;
        var layers = new List<Layer>();
        int inputs = network.Length;
        foreach (DenseAttribute dense in typeof(TNetwork).GetCustomAttributes<DenseAttribute>())
        {
            layers.Add(new(inputs, dense.Units, dense.Activation));
            inputs = dense.Units;
        }
        return new(typeof(TNetwork).Name, network.Loss, layers);
    }
}
