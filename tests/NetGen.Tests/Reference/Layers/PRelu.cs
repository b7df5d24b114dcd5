namespace NetGen.Tests.Reference;

/// <summary>z = x for x > 0, w·x otherwise, w of shape [1] or [channels].</summary>
public sealed record PRelu(bool PerChannel = false) : SampleLayer
{
    public override string Kind => "prelu";

    public override string Attribute => PerChannel ? "PRelu(PerChannel = true)" : "PRelu";

    public override Shape? Output(Shape input) => input;

    public override IEnumerable<TensorSpec> Tensors(Shape input) => [new("weight", [PerChannel ? input.Channels : 1], 0.25, 0.5)];

    protected override Sum[] Forward(LayerPass pass, double[] x)
    {
        double[] weight = pass.Tensor("weight");
        return [.. x.Select((x, i) => x > 0 ? Sum.Exact(x) : new Sum(weight[SlopeOf(pass, i)] * x))];
    }

    protected override Sum[] Pullback(LayerPass pass, double[] x, double[] dz, Func<string, Sum[]> gradients)
    {
        double[] weight = pass.Tensor("weight");
        for (int i = 0; i < x.Length; i++)
            if (x[i] <= 0)
                gradients("weight")[SlopeOf(pass, i)].Add(dz[i] * x[i]);
        return [.. dz.Select((gradient, i) => x[i] > 0 ? Sum.Exact(gradient) : new Sum(weight[SlopeOf(pass, i)] * gradient))];
    }

    public override IEnumerable<double> Switches(LayerPass pass, double[] x) => x;

    public override IEnumerable<LayerSpec> Simpler() => PerChannel ? [this with { PerChannel = false }] : [];

    private int SlopeOf(LayerPass pass, int i) => PerChannel ? i / pass.Input.Plane : 0;
}
