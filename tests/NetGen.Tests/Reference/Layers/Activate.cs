namespace NetGen.Tests.Reference;

/// <summary>An activation and nothing else: z = x.</summary>
public sealed record Activate(Activation Activation) : SampleLayer(Activation)
{
    public override string Kind => "activation";

    public override string Attribute => $"Activate(Activation.{Activation})";

    public override bool KeepsValues => Activation == Activation.Linear;

    public override Shape? Output(Shape input) => input;

    protected override Sum[] Forward(LayerPass pass, double[] x) => Copy(x);

    protected override Sum[] Pullback(LayerPass pass, double[] x, double[] dz, Func<string, Sum[]> gradients) => Copy(dz);
}
