using FsCheck;
using FsCheck.Fluent;
using NetGen.Tests.Reference;

namespace NetGen.Tests.RandomCases;

/// <summary>Random networks over frames: layers that remember, and layers of one frame between them.</summary>
public static class RandomStreams
{
    private const long MaxWork = 1_500_000, MaxElements = 40_000;

    private static readonly int[] Lengths = [1, 2, 3, 5, 7, 8, 15, 16, 17, 20, 33, 40];

    private static readonly Activation[] Activations = [.. Enum.GetValues<Activation>().Except([Activation.Step])];

    public static Gen<RandomCase> Cases =>
        from seed in Gen.Choose(0, 999_999)
        select Draw(new Random(seed), seed);

    private static RandomCase Draw(Random random, int seed)
    {
        NetworkSpec spec;
        long work;
        do
        {
            spec = Network(random);
            work = spec.IsValid ? spec.Frames * Enumerable.Range(0, spec.Layers.Length).Sum(i => Work(spec.Layers[i], spec.InputOf(i), spec.OutputOf(i))) : long.MaxValue;
        }
        while (work > MaxWork);
        long elements = spec.Frames * Enumerable.Range(0, spec.Layers.Length).Sum(i => (long)spec.OutputOf(i).Length);
        int batch = random.Next(8) == 0 ? random.Next(30, 70) : random.Next(1, 9);
        return new(spec, (int)Math.Clamp(batch, 1, Math.Max(1, Math.Min(MaxWork / work, MaxElements / elements))), seed);
    }

    private static NetworkSpec Network(Random random)
    {
        bool chance(int of, int all) => random.Next(all) < of;
        int length() => Lengths[random.Next(Lengths.Length)];
        // Kinks are many in a long piece: the more, the fewer samples are away from all of them.
        Activation any() => chance(1, 3) ? Activation.Linear : chance(1, 2) ? Activation.Tanh : Activations[random.Next(Activations.Length)];

        List<LayerSpec> layers = [];
        Shape shape = chance(1, 8) ? new(random.Next(1, 4), random.Next(3, 12)) : new(chance(1, 3) ? 1 : length());
        Shape input = shape;
        void add(LayerSpec layer)
        {
            if (layer.Output(shape) is not { } output)
                return;
            layers.Add(chance(1, 10) ? layer with { Name = $"part{layers.Count}" } : layer);
            shape = output;
        }

        if (shape.Rank == 1 && chance(1, 10))
            add(new Embedding(random.Next(1, 12), random.Next(1, 8)));
        if (shape.Rank > 1 && chance(1, 2))
            add(new Convolution(random.Next(1, 5), new(null, new Axis(random.Next(1, 3), Padding: random.Next(2))), any() is var pointwise && pointwise is Activation.Softmax or Activation.LogSoftmax ? Activation.Tanh : pointwise));
        if (shape.Rank > 1)
            add(chance(1, 2) ? new Flatten() : new Dense(length(), any()));
        for (int left = random.Next(1, 6); left > 0; left--)
            add(random.Next(16) switch
            {
                0 or 1 => new OverFrames(new Lstm(length(), UseBias: chance(3, 4))),
                2 or 3 => new OverFrames(new Gru(length(), UseBias: chance(3, 4))),
                4 => new OverFrames(new Rnn(length(), IsRelu: chance(1, 3), UseBias: chance(3, 4))),
                < 9 => new CausalConvolution(length(), random.Next(1, 5), chance(1, 2) ? 1 : random.Next(1, 40), any(), chance(3, 4)),
                9 => new Delay(chance(1, 2) ? random.Next(1, 4) : random.Next(1, 80)),
                10 or 11 => new Dense(length(), any(), chance(3, 4)),
                12 => new LayerNorm(),
                13 => new Dropout(new[] { 0, 0.25, 0.5 }[random.Next(3)]),
                14 => new PRelu(chance(1, 2)),
                _ => new Activate(any()),
            });
        Loss loss = Enum.GetValues<Loss>()[random.Next(Enum.GetValues<Loss>().Length)];
        Activation[] fitting = [.. Activations.Where(activation => Losses.Fits(loss, activation, 2))];
        if (chance(3, 4))
            add(new Dense(random.Next(1, 8), fitting[random.Next(fitting.Length)], chance(3, 4)));
        int frames = chance(1, 2) ? random.Next(1, 101) : new[] { 1, 2, 31, 32, 33, 63, 64, 65, 97 }[random.Next(9)];
        if (chance(1, 6))
            add(new LastFrame());
        return new(input, loss, [.. layers]) { SequenceLength = frames, WarmupFrames = chance(1, 3) ? random.Next(frames) : 0 };
    }

    private static long Work(LayerSpec layer, Shape input, Shape output) => layer switch
    {
        Dense => (long)input.Length * output.Length,
        CausalConvolution convolution => (long)input.Length * output.Length * convolution.Kernel,
        Convolution convolution => (long)output.Length * convolution.Window.Area * input.Channels,
        OverFrames frames => frames.Cell.MultiplyAdds(new Shape(input.Length, 1)),
        _ => input.Length,
    };
}
