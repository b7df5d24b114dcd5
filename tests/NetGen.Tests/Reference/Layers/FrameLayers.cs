namespace NetGen.Tests.Reference;

/// <summary>A layer that remembers earlier frames: it takes all frames of a sample at once, which are rows of the batch.</summary>
public abstract record FrameLayer(Activation Activation = Activation.Linear) : LayerSpec(Activation)
{
    public sealed override Shape? Output(Shape input) => input.Rank == 1 ? new Shape(Length(input)) : null;

    public sealed override Sum[][] Forward(LayerPass pass, double[][] x) => [.. x.Chunk(pass.Frames).SelectMany(frames => Of(pass, frames))];

    public sealed override Sum[][] Pullback(LayerPass pass, double[][] x, double[][] dz, Func<string, Sum[]> gradients) =>
        [.. x.Chunk(pass.Frames).Zip(dz.Chunk(pass.Frames), (frames, d) => GradientOf(pass, frames, d, gradients)).SelectMany(frames => frames)];

    /// <summary>Elements of an output.</summary>
    protected abstract int Length(Shape input);

    protected abstract Sum[][] Of(LayerPass pass, double[][] x);

    protected abstract Sum[][] GradientOf(LayerPass pass, double[][] x, double[][] dz, Func<string, Sum[]> gradients);
}

/// <summary>A recurrent layer over frames: that over channels × length, whose positions are the frames.</summary>
public sealed record OverFrames(Recurrent Cell) : FrameLayer
{
    public override string Kind => Cell.Kind;

    public override string Attribute => Cell.Attribute;

    protected override int Length(Shape input) => Cell.Units;

    public override IEnumerable<TensorSpec> Tensors(Shape input) => Cell.Tensors(new Shape(input.Length, 1));

    protected override Sum[][] Of(LayerPass pass, double[][] x) => Frames(Cell.Forward(Window(pass), [Line(x)])[0], x.Length);

    protected override Sum[][] GradientOf(LayerPass pass, double[][] x, double[][] dz, Func<string, Sum[]> gradients) =>
        Frames(Cell.Pullback(Window(pass), [Line(x)], [Line(dz)], gradients)[0], x.Length);

    public override IEnumerable<double> Switches(LayerPass pass, double[][] frames) => Cell.Switches(Window(pass), Line(frames));

    public override IEnumerable<LayerSpec> Simpler() => Cell.Simpler().Select(simpler => this with { Cell = (Recurrent)simpler });

    private LayerPass Window(LayerPass pass) => pass with { Input = new(pass.Input.Length, pass.Frames), Output = new(Cell.Units, pass.Frames) };

    /// <summary>Channels first.</summary>
    private static double[] Line(double[][] frames) => [.. Enumerable.Range(0, frames[0].Length).SelectMany(channel => frames.Select(frame => frame[channel]))];

    private static Sum[][] Frames(Sum[] line, int frames) => [.. Enumerable.Range(0, frames).Select(frame => Enumerable.Range(0, line.Length / frames).Select(channel => line[channel * frames + frame]).ToArray())];
}

/// <summary>z[t] = b + Σ W[j]·x[t − (kernel − 1 − j)·dilation], zeros before the first frame; W of shape [filters][channels][kernel].</summary>
public sealed record CausalConvolution(int Filters, int Kernel, int Dilation = 1, Activation Activation = Activation.Linear, bool UseBias = true) : FrameLayer(Activation)
{
    public override string Kind => "conv";

    public override string Attribute => Write("CausalConv1D", $"{Filters}", $"{Kernel}", Write(Activation), Dilation == 1 ? null : $"Dilation = {Dilation}", UseBias ? null : "UseBias = false");

    protected override int Length(Shape input) => Filters;

    public override IEnumerable<TensorSpec> Tensors(Shape input)
    {
        TensorSpec weight = TensorSpec.Weight([Filters, input.Length, Kernel]);
        return UseBias ? [weight, TensorSpec.Bias(Filters)] : [weight];
    }

    protected override Sum[][] Of(LayerPass pass, double[][] x)
    {
        double[] weight = pass.Tensor("weight");
        double[]? bias = UseBias ? pass.Tensor("bias") : null;
        Sum[][] z = [.. x.Select(_ => Enumerable.Range(0, Filters).Select(f => bias is null ? default : new Sum(bias[f])).ToArray())];
        Terms(x, (t, f, w, from, channel) => z[t][f].Add(weight[w] * x[from][channel]));
        return z;
    }

    // Every product w·x of a sum gives x·∂L/∂z to w and w·∂L/∂z to x.
    protected override Sum[][] GradientOf(LayerPass pass, double[][] x, double[][] dz, Func<string, Sum[]> gradients)
    {
        double[] weight = pass.Tensor("weight");
        Sum[] dWeight = gradients("weight");
        Sum[][] dx = [.. x.Select(frame => new Sum[frame.Length])];
        Terms(x, (t, f, w, from, channel) =>
        {
            dWeight[w].Add(x[from][channel] * dz[t][f]);
            dx[from][channel].Add(weight[w] * dz[t][f]);
        });
        if (UseBias)
            foreach (double[] frame in dz)
                for (int f = 0; f < Filters; f++)
                    gradients("bias")[f].Add(frame[f]);
        return dx;
    }

    /// <summary>Every product of the sums: the frame and the filter, the weight, the frame and the channel that it is multiplied by.</summary>
    private void Terms(double[][] x, Action<int, int, int, int, int> term)
    {
        for (int t = 0; t < x.Length; t++)
            for (int tap = 0; tap < Kernel; tap++)
                if (t - (Kernel - 1 - tap) * Dilation is >= 0 and var from)
                    for (int f = 0; f < Filters; f++)
                        for (int channel = 0; channel < x[from].Length; channel++)
                            term(t, f, (f * x[from].Length + channel) * Kernel + tap, from, channel);
    }

    public override IEnumerable<LayerSpec> Simpler()
    {
        if (Filters > 1)
            yield return this with { Filters = Filters / 2 };
        if (Kernel > 1)
            yield return this with { Kernel = Kernel - 1 };
        if (Dilation > 1)
            yield return this with { Dilation = Dilation / 2 };
        if (UseBias)
            yield return this with { UseBias = false };
    }
}

/// <summary>z[t] = x[t − frames], zeros before the first frame.</summary>
public sealed record Delay(int Frames) : FrameLayer
{
    public override string Kind => "delay";

    public override string Attribute => $"Delay({Frames})";

    protected override int Length(Shape input) => input.Length;

    protected override Sum[][] Of(LayerPass pass, double[][] x) => Moved(x, -Frames);

    protected override Sum[][] GradientOf(LayerPass pass, double[][] x, double[][] dz, Func<string, Sum[]> gradients) => Moved(dz, Frames);

    public override IEnumerable<LayerSpec> Simpler() => Frames > 1 ? [this with { Frames = Frames / 2 }] : [];

    private static Sum[][] Moved(double[][] frames, int by) =>
        [.. frames.Select((frame, t) => t + by >= 0 && t + by < frames.Length ? frames[t + by].Select(Sum.Exact).ToArray() : new Sum[frame.Length])];
}

/// <summary>The output of the last frame alone, which the network selects.</summary>
public sealed record LastFrame : SampleLayer
{
    public override string Kind => "last";

    public override string Attribute => "LastFrame";

    public override bool KeepsValues => true;

    public override Shape? Output(Shape input) => input;

    protected override Sum[] Forward(LayerPass pass, double[] x) => Copy(x);

    protected override Sum[] Pullback(LayerPass pass, double[] x, double[] dz, Func<string, Sum[]> gradients) => Copy(dz);
}
