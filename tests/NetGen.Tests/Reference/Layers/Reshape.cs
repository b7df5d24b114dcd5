namespace NetGen.Tests.Reference;

/// <summary>The same values in the same order, channels first, with another shape.</summary>
public sealed record Reshape(Shape To) : SampleLayer
{
    public override string Kind => "reshape";

    public override string Attribute => $"Reshape({string.Join(", ", To.Extents)})";

    public override bool KeepsValues => true;

    public override Shape? Output(Shape input) => To.Length == input.Length ? To : null;

    protected override Sum[] Forward(LayerPass pass, double[] x) => Copy(x);

    protected override Sum[] Pullback(LayerPass pass, double[] x, double[] dz, Func<string, Sum[]> gradients) => Copy(dz);
}
