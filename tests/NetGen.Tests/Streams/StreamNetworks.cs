namespace NetGen.Tests.Streams;

/// <summary>Everything that remembers: a recurrent layer, a convolution over time and a delay.</summary>
[Network(1, SequenceLength = 48, WarmupFrames = 4)]
[Lstm(6)]
[CausalConv1D(5, 3, Activation.Tanh, Dilation = 9)]
[Delay(3)]
[Dense(1)]
public sealed partial class Echo;

/// <summary>A class of a whole sequence.</summary>
[Network(2, SequenceLength = 20, Loss = Loss.CrossEntropy)]
[Gru(5)]
[Dense(3, Activation.Softmax)]
[LastFrame]
public sealed partial class Verdict;

/// <summary>A class of every frame, whose input is an index.</summary>
[Network(1, SequenceLength = 12, WarmupFrames = 2, Loss = Loss.CrossEntropy)]
[Embedding(7, 5)]
[Flatten]
[Gru(8)]
[Dense(7, Activation.Softmax)]
public sealed partial class Letters;

/// <summary>One unit that fades.</summary>
[Network(1, SequenceLength = 8)]
[Lstm(1)]
[Dense(1, UseBias = false)]
public sealed partial class Fading;

/// <summary>Not over frames.</summary>
[Network(3)]
[Dense(2)]
public sealed partial class Still;

/// <summary>Signals that tests share.</summary>
public static class Signals
{
    public static float[] Noise(int count, int seed)
    {
        var random = new System.Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 2 - 1))];
    }
}
