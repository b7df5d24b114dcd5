namespace NetGen.Tests.Reference;

/// <summary>z[c][i] = x[c][i] + W[i][c], W of shape [length][channels].</summary>
public sealed record PositionEmbedding : SampleLayer
{
    public override string Kind => "position";

    public override string Attribute => "PositionEmbedding";

    public override Shape? Output(Shape input) => input.Rank == 2 ? input : null;

    public override IEnumerable<TensorSpec> Tensors(Shape input) => [new("weight", [input.Width, input.Channels], 0, 1)];

    protected override Sum[] Forward(LayerPass pass, double[] x)
    {
        double[] weight = pass.Tensor("weight");
        return [.. x.Select((value, i) => new Sum(value + weight[Element(pass, i)], Math.Abs(value) + Math.Abs(weight[Element(pass, i)])))];
    }

    protected override Sum[] Pullback(LayerPass pass, double[] x, double[] dz, Func<string, Sum[]> gradients)
    {
        Sum[] dWeight = gradients("weight");
        for (int i = 0; i < dz.Length; i++)
            dWeight[Element(pass, i)].Add(dz[i]);
        return Copy(dz);
    }

    private static int Element(LayerPass pass, int i)
    {
        (int channel, int position) = Math.DivRem(i, pass.Input.Width);
        return position * pass.Input.Channels + channel;
    }
}
