namespace NetGen.Tests.Reference;

/// <summary>z[c][i] = W[x[i]][c], W of shape [count][size], for a vector x of whole numbers.</summary>
public sealed record Embedding(int Count, int Size) : SampleLayer
{
    public override string Kind => "embedding";

    public override string Attribute => Write("Embedding", $"{Count}", $"{Size}");

    public override int? Indices => Count;

    public override Shape? Output(Shape input) => input.Rank == 1 ? new(Size, input.Length) : null;

    public override IEnumerable<TensorSpec> Tensors(Shape input) => [new("weight", [Count, Size], 0, 1)];

    protected override Sum[] Forward(LayerPass pass, double[] x)
    {
        double[] weight = pass.Tensor("weight");
        return [.. Enumerable.Range(0, pass.Output.Length).Select(i => Sum.Exact(weight[Element(x, i)]))];
    }

    protected override Sum[] Pullback(LayerPass pass, double[] x, double[] dz, Func<string, Sum[]> gradients)
    {
        Sum[] dWeight = gradients("weight");
        for (int i = 0; i < dz.Length; i++)
            dWeight[Element(x, i)].Add(dz[i]);
        return new Sum[x.Length];
    }

    public override IEnumerable<LayerSpec> Simpler() => Size == 1 ? [] : [this with { Size = Size / 2 }, this with { Size = Size - 1 }];

    /// <summary>The element of W that an element of z is.</summary>
    private int Element(double[] x, int i)
    {
        (int channel, int position) = Math.DivRem(i, x.Length);
        return (int)Math.Round(x[position]) * Size + channel;
    }
}
