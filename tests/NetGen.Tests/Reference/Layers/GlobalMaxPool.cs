namespace NetGen.Tests.Reference;

/// <summary>The maximum of every channel. The first of equal elements receives the gradient.</summary>
public sealed record GlobalMaxPool : SampleLayer
{
    public override string Kind => "pool";

    public override string Attribute => "GlobalMaxPool";

    public override Shape? Output(Shape input) => input.Rank == 1 ? null : new(input.Channels);

    protected override Sum[] Forward(LayerPass pass, double[] x) =>
        [.. Channels(pass).Select(places => Sum.Exact(x[MaxPool.Winner(places, x)]))];

    protected override Sum[] Pullback(LayerPass pass, double[] x, double[] dz, Func<string, Sum[]> gradients)
    {
        var dx = new Sum[x.Length];
        foreach ((int[] places, double gradient) in Channels(pass).Zip(dz))
            dx[MaxPool.Winner(places, x)] = Sum.Exact(gradient);
        return dx;
    }

    public override IEnumerable<double> Switches(LayerPass pass, double[] x) =>
        Channels(pass).Select(places => MaxPool.Lead(places.Select(place => x[place])));

    private static IEnumerable<int[]> Channels(LayerPass pass) =>
        Enumerable.Range(0, pass.Input.Channels).Select(c => Enumerable.Range(c * pass.Input.Plane, pass.Input.Plane).ToArray());
}
