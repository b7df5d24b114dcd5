namespace NetGen.Tests.Reference;

/// <summary>z[f] = b[f] + Σ w[f][c][element]·x[c][position] over the channels of the filter's group and the elements of its window; W of shape [filters][channels / groups][kernel].</summary>
public sealed record Convolution(int Filters, Window Window, Activation Activation = Activation.Linear, int Groups = 1, bool UseBias = true) : SampleLayer(Activation)
{
    public override string Kind => "conv";

    public override string Attribute => Write(
        $"Conv{Window.Suffix}", $"{Filters}", $"{Window.Size.Rows * (Window.Rows is null ? Window.Size.Columns : 1)}", Write(Activation),
        Window.Size.Rows == Window.Size.Columns || Window.Rows is null ? null : $"KernelWidth = {Window.Size.Columns}",
        Window.Write("Stride", axis => axis.Stride, 1), Window.Write("Padding", axis => axis.Padding, 0), Window.Write("Dilation", axis => axis.Dilation, 1),
        Groups == 1 ? null : $"Groups = {Groups}", UseBias ? null : "UseBias = false");

    public override Shape? Output(Shape input) => input.Channels % Groups == 0 && Filters % Groups == 0 ? Window.Output(input, Filters) : null;

    public override IEnumerable<TensorSpec> Tensors(Shape input)
    {
        int channels = input.Channels / Groups;
        yield return TensorSpec.Weight(Window.Rows is null ? [Filters, channels, Window.Size.Columns] : [Filters, channels, Window.Size.Rows, Window.Size.Columns]);
        if (UseBias)
            yield return TensorSpec.Bias(Filters);
    }

    protected override Sum[] Forward(LayerPass pass, double[] x)
    {
        double[] weight = pass.Tensor("weight");
        double[]? bias = UseBias ? pass.Tensor("bias") : null;
        (int Element, int Place)[][] windows = Window.Over(pass.Input, pass.Output);
        var z = new Sum[pass.Output.Length];
        int channels = pass.Input.Channels / Groups;
        for (int f = 0; f < Filters; f++)
            for (int p = 0; p < windows.Length; p++)
            {
                Sum sum = bias is null ? default : new(bias[f]);
                for (int c = 0; c < channels; c++)
                    foreach ((int element, int place) in windows[p])
                        sum.Add(weight[WeightAt(f, c, channels) + element] * x[InputAt(pass, f, c, channels) + place]);
                z[f * windows.Length + p] = sum;
            }
        return z;
    }

    // Every product w·x of a sum gives x·∂L/∂z to w and w·∂L/∂z to x.
    protected override Sum[] Pullback(LayerPass pass, double[] x, double[] dz, Func<string, Sum[]> gradients)
    {
        double[] weight = pass.Tensor("weight");
        Sum[] dWeight = gradients("weight"), dx = new Sum[x.Length];
        (int Element, int Place)[][] windows = Window.Over(pass.Input, pass.Output);
        int channels = pass.Input.Channels / Groups;
        for (int f = 0; f < Filters; f++)
            for (int p = 0; p < windows.Length; p++)
            {
                double gradient = dz[f * windows.Length + p];
                for (int c = 0; c < channels; c++)
                    foreach ((int element, int place) in windows[p])
                    {
                        int w = WeightAt(f, c, channels) + element, from = InputAt(pass, f, c, channels) + place;
                        dWeight[w].Add(x[from] * gradient);
                        dx[from].Add(weight[w] * gradient);
                    }
                if (UseBias)
                    gradients("bias")[f].Add(gradient);
            }
        return dx;
    }

    public override IEnumerable<LayerSpec> Simpler()
    {
        if (Groups > 1)
            yield return this with { Groups = 1 };
        if (Filters > 1)
        {
            yield return this with { Filters = Filters / 2 };
            yield return this with { Filters = Filters - 1 };
        }
        if (UseBias)
            yield return this with { UseBias = false };
        foreach (Window window in Window.Simpler())
            yield return this with { Window = window };
    }

    private int WeightAt(int filter, int channel, int channels) => (filter * channels + channel) * Window.Area;

    private int InputAt(LayerPass pass, int filter, int channel, int channels) => (filter / (Filters / Groups) * channels + channel) * pass.Input.Plane;
}
