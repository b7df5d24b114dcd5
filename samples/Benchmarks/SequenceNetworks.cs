using NetGen;

namespace Benchmarks;

/// <summary>The network that imitates guitar amplifiers: an LSTM over frames of one number (RTNeural's case of 16 units).</summary>
[Network(1, SequenceLength = 2048)]
[Lstm(16)]
[Dense(1)]
public sealed partial class K1;

/// <summary>The same with a GRU (RTNeural's case of 8 units).</summary>
[Network(1, SequenceLength = 2048)]
[Gru(8)]
[Dense(1)]
public sealed partial class K2;

/// <summary>An LSTM of the size of larger amplifier models.</summary>
[Network(1, SequenceLength = 2048)]
[Lstm(40)]
[Dense(1)]
public sealed partial class K3;

/// <summary>The standard WaveNet of neural amplifier models: two stacks of ten dilated convolutions, of 16 and of 8 channels; what all layers of both have activated is summed for the head.</summary>
[Network(SequenceLength = 2048)]
public sealed partial class K4
{
    private static Tensor Define([Shape(1)] Tensor input)
    {
        (Tensor x, Tensor sum) = Stack(input.Dense(16, useBias: false), input, isLast: false);
        Tensor head = sum.Dense(8, useBias: false);
        (_, Tensor rest) = Stack(x.Dense(8, useBias: false), input, isLast: true);
        return (head + rest).Dense(1);
    }

    private static (Tensor Output, Tensor Sum) Stack(Tensor x, Tensor input, bool isLast)
    {
        Tensor sum = x;
        for (int dilation = 1; dilation <= 512; dilation *= 2)
        {
            Tensor activated = (x.CausalConv1D(x.Length, 3, dilation: dilation) + input.Dense(x.Length, useBias: false)).Tanh();
            sum = dilation == 1 ? activated : sum + activated;
            if (!isLast || dilation < 512)
                x += activated.Dense(x.Length);
        }
        return (x, sum);
    }
}

/// <summary>Recognises a keyword in a second of sound: 40 features of 98 windows.</summary>
[Network(40, 98, Loss = Loss.CrossEntropy)]
[Gru(64, Return = Return.Last)]
[Dense(12, Activation.Softmax)]
public sealed partial class K5;

/// <summary>A small language model over characters: the logarithms of the next one's probabilities at each of 64 positions.</summary>
[Network]
[Output("output", Loss.CrossEntropy, Weight = 1.0 / 64)]
public sealed partial class K6
{
    private static Tensor Define([Shape(64)] Tensor characters)
    {
        Tensor x = characters.Embedding(96, 64).PositionEmbedding();
        for (int layer = 0; layer < 2; layer++)
        {
            x += x.LayerNorm(over: Over.Channels).SelfAttention(4, causal: true);
            x += x.LayerNorm(over: Over.Channels).Conv1D(256, 1, Activation.Gelu).Conv1D(64, 1);
        }
        return x.LayerNorm(over: Over.Channels).Conv1D(96, 1).LogSoftmax(axis: 0).Flatten();
    }
}
