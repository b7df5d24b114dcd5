namespace Benchmarks.Peers;

/// <summary>Parameters and intermediate results of a dense network for a whole batch, for peers that provide only kernels.</summary>
internal sealed class DenseBuffers : IDisposable
{
    public DenseBuffers(Model model, int batch)
    {
        Topology topology = model.Topology;
        Layers = topology.Layers;
        Batch = batch;
        Weights = [.. model.Tensors.Select(layer => new AlignedFloats(layer.Weights))];
        Biases = [.. model.Tensors.Select(layer => new AlignedFloats(layer.Biases))];
        Values = [new(model.Inputs.AsSpan(0, batch * topology.Inputs)), .. Layers.Select(layer => new AlignedFloats(batch * layer.Outputs))];
        Gradients = [.. Values.Select(values => new AlignedFloats(values.Length))];
        Targets = new(model.Targets.AsSpan(0, batch * topology.Outputs));
        LossScale = topology.Heads[0].Loss == NetGen.Loss.CrossEntropy ? 1f / batch : 2f / (batch * topology.Outputs);
    }

    public IReadOnlyList<Layer> Layers { get; }

    public int Batch { get; }

    /// <summary>Layer by layer, [outputs][inputs].</summary>
    public AlignedFloats[] Weights { get; }

    public AlignedFloats[] Biases { get; }

    /// <summary>[batch][inputs] of each layer, and last [batch][outputs] of the network.</summary>
    public AlignedFloats[] Values { get; }

    /// <summary>The gradients of <see cref="Values"/>.</summary>
    public AlignedFloats[] Gradients { get; }

    public AlignedFloats Targets { get; }

    /// <summary>The factor of (y − t) in the gradient of the loss before the last activation's derivative.</summary>
    public float LossScale { get; }

    public float[] Outputs() => Values[^1].Span.ToArray();

    public float[] Parameters() => [.. Layers.SelectMany((_, l) => (float[])[.. Weights[l].Span, .. Biases[l].Span])];

    public void Dispose()
    {
        foreach (AlignedFloats floats in (AlignedFloats[])[.. Weights, .. Biases, .. Values, .. Gradients, Targets])
            floats.Dispose();
    }
}
