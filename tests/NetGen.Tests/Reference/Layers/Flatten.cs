namespace NetGen.Tests.Reference;

/// <summary>The same values in the same order, channels first, as a vector.</summary>
public sealed record Flatten : SampleLayer
{
    public override string Kind => "flatten";

    public override string Attribute => "Flatten";

    public override bool KeepsValues => true;

    public override Shape? Output(Shape input) => input.Rank == 1 ? null : new(input.Length);

    protected override Sum[] Forward(LayerPass pass, double[] x) => Copy(x);

    protected override Sum[] Pullback(LayerPass pass, double[] x, double[] dz, Func<string, Sum[]> gradients) => Copy(dz);
}
