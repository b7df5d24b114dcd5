namespace NetGen.Hashes.Streams;

/// <summary>Every kind of recurrent cell, of sizes that fill no vector, over pieces of several blocks of frames, the last incomplete.</summary>
[Network(3, SequenceLength = 70)]
[Lstm(17)]
[Gru(10)]
[Rnn(5, Activation.Relu, UseBias = false)]
[Dense(3)]
public sealed partial class Cells;

/// <summary>Histories that are longer than a block, and losses that don't count.</summary>
[Network(2, SequenceLength = 45, WarmupFrames = 35, Loss = Loss.Huber)]
[CausalConv1D(9, 3, Activation.Tanh, Dilation = 20)]
[Delay(33)]
[LayerNorm]
[Dropout(0.2)]
[CausalConv1D(4, 5)]
public sealed partial class Histories;

/// <summary>Classes of whole pieces of whole vectors.</summary>
[Network(4, SequenceLength = 33, Loss = Loss.CrossEntropy)]
[Gru(32)]
[Lstm(16)]
[Dense(5, Activation.Softmax)]
[LastFrame]
public sealed partial class Classes;

/// <summary>Gated convolutions of growing dilations, with residual and skip connections.</summary>
[Network(SequenceLength = 40)]
public sealed partial class Waves
{
    private static Tensor Define([Shape(1)] Tensor x)
    {
        x = x.CausalConv1D(6, 1);
        Tensor skips = null!;
        for (int dilation = 1; dilation <= 8; dilation *= 2)
        {
            Tensor gated = x.CausalConv1D(6, 2, Activation.Tanh, dilation: dilation) * x.CausalConv1D(6, 2, Activation.Sigmoid, dilation: dilation);
            skips = dilation == 1 ? gated : skips + gated;
            if (dilation < 8)
                x += gated.Dense(6);
        }
        return Tensor.Concat(skips.Dense(1), x.Dense(1) - x.Delay(3).Dense(1));
    }
}
