namespace NetGen.Tests.Reference;

/// <summary>The mean of every channel.</summary>
public sealed record GlobalAveragePool : SampleLayer
{
    public override string Kind => "pool";

    public override string Attribute => "GlobalAveragePool";

    public override Shape? Output(Shape input) => input.Rank == 1 ? null : new(input.Channels);

    protected override Sum[] Forward(LayerPass pass, double[] x)
    {
        var z = new Sum[pass.Input.Channels];
        for (int i = 0; i < x.Length; i++)
            z[i / pass.Input.Plane].Add(x[i] / pass.Input.Plane);
        return z;
    }

    protected override Sum[] Pullback(LayerPass pass, double[] x, double[] dz, Func<string, Sum[]> gradients) =>
        [.. Enumerable.Range(0, x.Length).Select(i => new Sum(dz[i / pass.Input.Plane] / pass.Input.Plane))];
}
