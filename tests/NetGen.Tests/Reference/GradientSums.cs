namespace NetGen.Tests.Reference;

/// <summary>Gradients by tensor name, in PyTorch's layout, summed over samples.</summary>
public sealed class GradientSums(NetworkSpec spec)
{
    private readonly Dictionary<string, double[]> _sums =
        ReferenceNetwork.Tensors(spec).ToDictionary(tensor => tensor.Name, tensor => new double[tensor.Shape.Aggregate(1, (a, b) => a * b)]);

    public double[] this[string name] => _sums[name];

    public IEnumerable<string> Names => _sums.Keys;

    /// <summary>Adds one sample's share of a layer: ∂L/∂W = ∂L/∂z·xᵀ, [out][in], and ∂L/∂b = ∂L/∂z.</summary>
    public void Add(int layer, double[] dz, double[] x, double scale)
    {
        double[] weight = _sums[$"{spec.NameOf(layer)}.weight"];
        for (int o = 0; o < dz.Length; o++)
            for (int k = 0; k < x.Length; k++)
                weight[o * x.Length + k] += scale * dz[o] * x[k];
        if (!spec.Layers[layer].UseBias)
            return;
        double[] bias = _sums[$"{spec.NameOf(layer)}.bias"];
        for (int o = 0; o < dz.Length; o++)
            bias[o] += scale * dz[o];
    }

    /// <summary>Raises every number to the distance between those of two others, where that is more.</summary>
    public void RaiseToDifference(GradientSums a, GradientSums b)
    {
        foreach ((string name, double[] values) in _sums)
            for (int i = 0; i < values.Length; i++)
                values[i] = Math.Max(values[i], Math.Abs(a[name][i] - b[name][i]));
    }
}
