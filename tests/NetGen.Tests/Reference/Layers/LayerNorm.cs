namespace NetGen.Tests.Reference;

/// <summary>Normalises all elements of a sample together; weight and bias have the sample's shape.</summary>
public sealed record LayerNorm(double Epsilon = 1e-5) : SampleLayer
{
    public override string Kind => "norm";

    public override string Attribute => Epsilon == 1e-5 ? "LayerNorm" : FormattableString.Invariant($"LayerNorm(Epsilon = {Epsilon:r})");

    public override Shape? Output(Shape input) => input;

    public override IEnumerable<TensorSpec> Tensors(Shape input) => [new("weight", input.Extents, 1, 0.5), new("bias", input.Extents, 0, 0.5)];

    protected override Sum[] Forward(LayerPass pass, double[] x)
    {
        double[] weight = pass.Tensor("weight"), bias = pass.Tensor("bias");
        return new Normalization(x, Epsilon, pass.Rounding).Forward(i => weight[i], i => bias[i]);
    }

    protected override Sum[] Pullback(LayerPass pass, double[] x, double[] dz, Func<string, Sum[]> gradients)
    {
        double[] weight = pass.Tensor("weight");
        Sum[] dWeight = gradients("weight"), dBias = gradients("bias");
        return new Normalization(x, Epsilon, pass.Rounding).Pullback(
            dz, i => weight[i], (i, share) => dWeight[i].Add(share.Value, share.Magnitude), (i, share) => dBias[i].Add(share.Value, share.Magnitude));
    }

    public override IEnumerable<LayerSpec> Simpler() => Epsilon == 1e-5 ? [] : [this with { Epsilon = 1e-5 }];
}
