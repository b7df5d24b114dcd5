namespace NetGen.Tests.Reference;

/// <summary>Normalises all elements of a sample together, weight and bias of the sample's shape; or the channels of each position, weight and bias of the channels.</summary>
public sealed record LayerNorm(double Epsilon = 1e-5, bool OverChannels = false) : SampleLayer
{
    public override string Kind => "norm";

    public override string Attribute => this == new LayerNorm() { Name = Name }
        ? "LayerNorm"
        : Write("LayerNorm", Epsilon == 1e-5 ? null : FormattableString.Invariant($"Epsilon = {Epsilon:r}"), OverChannels ? "Over = Over.Channels" : null);

    public override Shape? Output(Shape input) => input;

    public override IEnumerable<TensorSpec> Tensors(Shape input)
    {
        int[] shape = OverChannels ? [input.Channels] : input.Extents;
        return [new("weight", shape, 1, 0.5), new("bias", shape, 0, 0.5)];
    }

    protected override Sum[] Forward(LayerPass pass, double[] x)
    {
        double[] weight = pass.Tensor("weight"), bias = pass.Tensor("bias");
        return EachSet(pass, elements => new Normalization([.. elements.Select(i => x[i])], Epsilon, pass.Rounding).Forward(i => weight[i], i => bias[i]));
    }

    protected override Sum[] Pullback(LayerPass pass, double[] x, double[] dz, Func<string, Sum[]> gradients)
    {
        double[] weight = pass.Tensor("weight");
        Sum[] dWeight = gradients("weight"), dBias = gradients("bias");
        return EachSet(pass, elements => new Normalization([.. elements.Select(i => x[i])], Epsilon, pass.Rounding).Pullback(
            [.. elements.Select(i => dz[i])], i => weight[i], (i, share) => dWeight[i].Add(share.Value, share.Magnitude), (i, share) => dBias[i].Add(share.Value, share.Magnitude)));
    }

    public override IEnumerable<LayerSpec> Simpler() => Epsilon == 1e-5 ? [] : [this with { Epsilon = 1e-5 }];

    /// <summary>The results of each set of elements that share a mean and a variance.</summary>
    private Sum[] EachSet(LayerPass pass, Func<int[], Sum[]> function)
    {
        int length = pass.Input.Length, plane = OverChannels ? pass.Input.Plane : 1;
        var results = new Sum[length];
        for (int position = 0; position < plane; position++)
        {
            int[] elements = [.. Enumerable.Range(0, length / plane).Select(i => i * plane + position)];
            Sum[] set = function(elements);
            for (int i = 0; i < set.Length; i++)
                results[elements[i]] = set[i];
        }
        return results;
    }
}
