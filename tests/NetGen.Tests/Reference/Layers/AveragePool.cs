namespace NetGen.Tests.Reference;

/// <summary>The mean of every window, including the zeros of padding.</summary>
public sealed record AveragePool(Window Window) : Pooling(Window)
{
    protected override Sum[] Forward(LayerPass pass, double[] x)
    {
        (int Element, int Place)[][] windows = Window.Over(pass.Input, pass.Output);
        var z = new Sum[pass.Output.Length];
        for (int i = 0; i < z.Length; i++)
            foreach ((_, int place) in windows[i % windows.Length])
                z[i].Add(x[i / windows.Length * pass.Input.Plane + place] / Window.Area);
        return z;
    }

    protected override Sum[] Pullback(LayerPass pass, double[] x, double[] dz, Func<string, Sum[]> gradients)
    {
        (int Element, int Place)[][] windows = Window.Over(pass.Input, pass.Output);
        var dx = new Sum[x.Length];
        for (int i = 0; i < dz.Length; i++)
            foreach ((_, int place) in windows[i % windows.Length])
                dx[i / windows.Length * pass.Input.Plane + place].Add(dz[i] / Window.Area);
        return dx;
    }
}
