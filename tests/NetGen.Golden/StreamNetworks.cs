// The networks of make_stream_fixtures.py, under the same names.
namespace NetGen.Golden;

[Network(3, SequenceLength = 37)]
[Lstm(5)]
[Dense(2)]
public sealed partial class LstmFrames;

[Network(3, SequenceLength = 37)]
[Gru(5)]
[Dense(2)]
public sealed partial class GruFrames;

[Network(3, SequenceLength = 37)]
[Rnn(5)]
[Dense(2)]
public sealed partial class RnnFrames;

[Network(1, SequenceLength = 5)]
[Lstm(5, UseBias = false)]
[Dense(2)]
public sealed partial class LstmFramesWithoutBias;

[Network(1, SequenceLength = 5)]
[Gru(5, UseBias = false)]
[Dense(2)]
public sealed partial class GruFramesWithoutBias;

[Network(1, SequenceLength = 5)]
[Rnn(5, UseBias = false)]
[Dense(2)]
public sealed partial class RnnFramesWithoutBias;

[Network(2, SequenceLength = 40)]
[CausalConv1D(4, 3, Activation.Tanh, Dilation = 5)]
[Lstm(9)]
[Gru(4)]
[Delay(3)]
[Rnn(3)]
public sealed partial class StackedMemories;

[Network(2, SequenceLength = 70)]
[CausalConv1D(5, 3, Activation.Tanh)]
[CausalConv1D(9, 2, Activation.Silu, Dilation = 4)]
[CausalConv1D(2, 4, Dilation = 11, UseBias = false)]
public sealed partial class CausalConvolutions;

[Network(3, SequenceLength = 45)]
[Dense(4, Activation.Tanh)]
[Delay(2)]
[Delay(35)]
[Dense(2)]
public sealed partial class DelayedFrames;

[Network(SequenceLength = 6)]
public sealed partial class DelayedDifferences
{
    private static Tensor Define([Shape(2)] Tensor x)
    {
        Tensor y = x.Dense(3, Activation.Tanh);
        return Tensor.Concat(y - y.Delay(1), x.Delay(4));
    }
}

[Network(2, SequenceLength = 34, Loss = Loss.CrossEntropy)]
[Lstm(6)]
[Dense(3, Activation.Softmax)]
[LastFrame]
public sealed partial class ClassOfLastFrame;

[Network(2, SequenceLength = 9, Loss = Loss.CrossEntropy)]
[Gru(6)]
[Dense(4, Activation.Softmax)]
public sealed partial class ClassesOfFrames;

[Network(2, SequenceLength = 40, WarmupFrames = 33)]
[Lstm(5)]
[Dense(2)]
public sealed partial class WarmLstm;

[Network(2, SequenceLength = 12, WarmupFrames = 5, Loss = Loss.CrossEntropy)]
[CausalConv1D(6, 3, Activation.Tanh, Dilation = 2)]
[Dense(3, Activation.LogSoftmax)]
public sealed partial class WarmClasses;

[Network(2, SequenceLength = 12, WarmupFrames = 4, Loss = Loss.BinaryCrossEntropy)]
[Rnn(6)]
[Dense(2, Activation.Sigmoid)]
public sealed partial class WarmProbabilities;

[Network(SequenceLength = 50)]
public sealed partial class SmallWaveNet
{
    private static Tensor Define([Shape(1)] Tensor x) => WaveNet.Of(x);
}

[Network(2, SequenceLength = 12)]
[Lstm(5)]
[Dense(2)]
public sealed partial class CarriedLstm;

[Network(2, SequenceLength = 12)]
[Gru(5)]
[Dense(2)]
public sealed partial class CarriedGru;

[Network(2, SequenceLength = 33)]
[Rnn(5)]
[Dense(2)]
public sealed partial class CarriedRnn;

[Network(2, SequenceLength = 7)]
[CausalConv1D(4, 3, Activation.Tanh, Dilation = 5)]
[Lstm(9)]
[Gru(4)]
[Delay(3)]
[Rnn(3)]
public sealed partial class CarriedMemories;

[Network(SequenceLength = 10, WarmupFrames = 3)]
public sealed partial class CarriedWaveNet
{
    private static Tensor Define([Shape(1)] Tensor x) => WaveNet.Of(x);
}

/// <summary>Gated convolutions of growing dilations, with residual and skip connections.</summary>
internal static class WaveNet
{
    private const int Longest = 8;

    public static Tensor Of(Tensor x)
    {
        x = x.CausalConv1D(6, 1);
        Tensor skips = null!;
        for (int dilation = 1; dilation <= Longest; dilation *= 2)
            (x, skips) = Block(x, skips, dilation);
        return skips.Tanh().Dense(1);
    }

    private static (Tensor X, Tensor Skips) Block(Tensor x, Tensor skips, int dilation)
    {
        Tensor gated = x.CausalConv1D(6, 2, Activation.Tanh, dilation: dilation) * x.CausalConv1D(6, 2, Activation.Sigmoid, dilation: dilation);
        Tensor skip = gated.Dense(4);
        return (dilation < Longest ? x + gated.Dense(6) : x, dilation == 1 ? skip : skips + skip);
    }
}
