using NetGen.Tests.Reference;

namespace NetGen.Tests.RandomCases;

/// <summary>Draws one network, layer by layer, each valid for its input. The loss may not fit, which the caller must check.</summary>
public sealed class StackDrawing(Random random)
{
    private static readonly int[] ChannelCounts = [1, 2, 3, 5, 7, 8, 16, 17, 20, 33];

    private static readonly Activation[] Activations = [.. Enum.GetValues<Activation>().Except([Activation.Step])];

    private static readonly string[] Words = ["hidden", "gate", "Out", "State", "units", "weight"];

    public NetworkSpec Network()
    {
        Shape input = random.Next(20) switch
        {
            < 9 => new(Channels(), random.Next(1, 15), random.Next(1, 15)),
            // Rows that fill vectors, of few channels.
            < 11 => new(random.Next(1, 4), random.Next(1, 9), random.Next(16, 70)),
            < 14 => new(Channels(), random.Next(1, 41)),
            < 16 => new(random.Next(1, 4), random.Next(16, 200)),
            _ => new(random.Next(1, 71)),
        };
        List<LayerSpec> layers = [];
        Shape shape = input;
        if (shape.Rank == 1 && Chance(1, 4))
            Add(layers, ref shape, () => new Embedding(random.Next(1, 20), Channels()));
        for (int left = random.Next(1, 7); left > 0; left--)
            Add(layers, ref shape, () => Layer(shape));
        // Most networks have a vector as output.
        switch (random.Next(20))
        {
            case < 9:
                Add(layers, ref shape, () => new Dense(random.Next(1, 21), AnyActivation(), Chance(3, 4)));
                break;
            case < 11 when shape.Rank > 1:
                Add(layers, ref shape, () => new Flatten());
                break;
        }
        Loss[] losses = Enum.GetValues<Loss>();
        Loss loss = losses[random.Next(losses.Length)];
        // If the last layer has an activation, one that fits the loss.
        if (layers[^1] is Dense or Convolution or Activate && layers[^1].Activation != Activation.Step)
        {
            Activation[] fitting = [.. Activations.Where(activation => Losses.Fits(loss, activation, 2))];
            layers[^1] = layers[^1] with { Activation = fitting[random.Next(fitting.Length)] };
        }
        return new(input, loss, [.. layers]);
    }

    private void Add(List<LayerSpec> layers, ref Shape shape, Func<LayerSpec> draw)
    {
        LayerSpec layer;
        Shape? output;
        do
            output = (layer = draw()).Output(shape);
        while (output is null);
        if (Chance(1, 8))
            layer = layer with { Name = $"{Words[random.Next(Words.Length)]}{layers.Count}" };
        layers.Add(layer);
        shape = output.Value;
    }

    private LayerSpec Layer(Shape shape) => shape.Rank == 1
        ? random.Next(20) switch
        {
            < 8 => new Dense(random.Next(1, 71), AnyActivation(), Chance(3, 4)),
            < 11 => Reshaped(shape),
            _ => OfAnyShape(shape),
        }
        : random.Next(20) switch
        {
            < 8 => Convolved(shape),
            < 11 => Chance(1, 2) ? new MaxPool(PoolWindow(shape)) : new AveragePool(PoolWindow(shape)),
            11 => Chance(1, 2) ? new GlobalAveragePool() : new GlobalMaxPool(),
            12 => Chance(1, 2) ? new Flatten() : new Dense(random.Next(1, 40), AnyActivation(), Chance(3, 4)),
            13 => Reshaped(shape),
            14 or 15 when shape.Rank == 2 => Chance(3, 4) ? new SelfAttention(Divisor(shape.Channels), Chance(1, 2)) : new PositionEmbedding(),
            16 or 17 when shape.Rank == 2 => Recurrent(),
            _ => OfAnyShape(shape),
        };

    private LayerSpec Recurrent()
    {
        (int units, bool bidirectional, bool last, bool useBias) = (Channels(), Chance(1, 3), Chance(1, 4), Chance(3, 4));
        return random.Next(4) switch
        {
            0 => new Rnn(units, Chance(1, 2), bidirectional, last, useBias),
            1 => new Gru(units, bidirectional, last, useBias),
            _ => new Lstm(units, bidirectional, last, useBias),
        };
    }

    private LayerSpec OfAnyShape(Shape shape) => random.Next(9) switch
    {
        < 3 => Chance(3, 4) ? new BatchNorm() : new BatchNorm(Epsilon: 1e-3, Momentum: 0.25),
        3 => new LayerNorm(Chance(3, 4) ? 1e-5 : 1e-3, OverChannels: shape.Channels > 1 && Chance(1, 2)),
        < 6 => new Dropout(new[] { 0, 0.1, 0.25, 0.5, 0.9 }[random.Next(5)]),
        6 => new PRelu(Chance(1, 2)),
        _ => new Activate(shape.Rank == 1 ? AnyActivation() : Pointwise()),
    };

    private Convolution Convolved(Shape shape)
    {
        int groups = random.Next(6) switch
        {
            0 => shape.Channels,
            1 => Divisor(shape.Channels),
            _ => 1,
        };
        // One or a few filters for each channel of a depthwise convolution, or enough for each of a few groups to be a convolution over its slice; otherwise any multiple of the number of groups.
        int filters = groups * (groups is > 1 and <= 4 && Chance(1, 3) ? random.Next(14, 36) : groups > 1 || (shape.Width >= 16 && Chance(1, 2)) ? random.Next(1, 4) : Channels());
        return new(filters, KernelWindow(shape), Pointwise(), groups, Chance(3, 4));
    }

    private Window KernelWindow(Shape shape)
    {
        bool same = Chance(1, 4);
        Axis columns = Kernel(shape.Width, same);
        if (shape.Rank == 2)
            return new(null, columns);
        return new(Chance(2, 3) ? columns : Kernel(shape.Height, same), columns);
    }

    private Axis Kernel(int length, bool same)
    {
        int size = random.Next(1, Math.Min(length, 5) + 2), dilation = Chance(1, 5) ? random.Next(2, 4) : 1;
        return same
            ? new(size, 1, Padding.Same, dilation)
            : new(size, Chance(1, 2) ? 1 : random.Next(1, 5), Chance(1, 2) ? 0 : random.Next(0, size + 1), dilation);
    }

    private Window PoolWindow(Shape shape)
    {
        Axis columns = Pool(shape.Width);
        return new(shape.Rank == 2 ? null : Chance(2, 3) ? columns : Pool(shape.Height), columns);
    }

    private Axis Pool(int length)
    {
        int size = random.Next(1, Math.Min(length, 4) + 1);
        return new(size, Chance(1, 2) ? size : random.Next(1, 5), Chance(2, 3) ? 0 : random.Next(0, size / 2 + 1));
    }

    private Reshape Reshaped(Shape shape)
    {
        int channels = Divisor(shape.Length), height = Divisor(shape.Length / channels);
        return random.Next(3) switch
        {
            0 => new(new Shape(shape.Length)),
            1 => new(new Shape(channels, shape.Length / channels)),
            _ => new(new Shape(channels, height, shape.Length / channels / height)),
        };
    }

    private int Divisor(int number)
    {
        int[] divisors = [.. Enumerable.Range(1, number).Where(divisor => number % divisor == 0)];
        return divisors[random.Next(divisors.Length)];
    }

    private int Channels() => ChannelCounts[random.Next(ChannelCounts.Length)];

    private Activation AnyActivation() => Chance(1, 3) ? Activation.Linear : Chance(1, 60) ? Activation.Step : Activations[random.Next(Activations.Length)];

    // Softmax requires a vector.
    private Activation Pointwise() => AnyActivation() is var any && any is Activation.Softmax or Activation.LogSoftmax ? Activation.Relu : any;

    private bool Chance(int of, int all) => random.Next(all) < of;
}
