namespace NetGen.Tests.Reference;

/// <summary>The maximum of every window; padding is −∞. The first of equal elements receives the gradient.</summary>
public sealed record MaxPool(Window Window) : Pooling(Window)
{
    protected override Sum[] Forward(LayerPass pass, double[] x) => [.. Winners(pass, x).Select(winner => Sum.Exact(x[winner]))];

    protected override Sum[] Pullback(LayerPass pass, double[] x, double[] dz, Func<string, Sum[]> gradients)
    {
        var dx = new Sum[x.Length];
        foreach ((int winner, double gradient) in Winners(pass, x).Zip(dz))
            dx[winner].Add(gradient);
        return dx;
    }

    public override IEnumerable<double> Switches(LayerPass pass, double[] x) =>
        Places(pass).Select(places => Lead(places.Select(place => x[place])));

    /// <summary>The difference between the maximum and the next smaller element.</summary>
    public static double Lead(IEnumerable<double> values)
    {
        double largest = double.NegativeInfinity, next = double.NegativeInfinity;
        foreach (double value in values)
            if (value > largest)
                (largest, next) = (value, largest);
            else if (value < largest && value > next)
                next = value;
        return largest - next;
    }

    private IEnumerable<int> Winners(LayerPass pass, double[] x) => Places(pass).Select(places => Winner(places, x));

    /// <summary>The index of the first maximum, or of the first NaN.</summary>
    public static int Winner(int[] places, double[] x)
    {
        int winner = places[0];
        foreach (int place in places)
            if (x[place] > x[winner] || double.IsNaN(x[place]) && !double.IsNaN(x[winner]))
                winner = place;
        return winner;
    }

    private IEnumerable<int[]> Places(LayerPass pass)
    {
        (int Element, int Place)[][] windows = Window.Over(pass.Input, pass.Output);
        for (int c = 0; c < pass.Input.Channels; c++)
            foreach ((int Element, int Place)[] window in windows)
                yield return [.. window.Select(element => c * pass.Input.Plane + element.Place)];
    }
}
