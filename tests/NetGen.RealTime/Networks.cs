namespace NetGen.RealTime;

[Network(1, SequenceLength = 64)]
[Lstm(16)]
[Dense(1)]
public sealed partial class LstmAmp;

[Network(1, SequenceLength = 64)]
[Gru(16)]
[Dense(1)]
public sealed partial class GruAmp;

/// <summary>Without biases: silence fades to zeros everywhere.</summary>
[Network(1, SequenceLength = 64)]
[Lstm(16, UseBias = false)]
[Dense(1, UseBias = false)]
public sealed partial class BareLstmAmp;

/// <summary>Without biases.</summary>
[Network(1, SequenceLength = 64)]
[Gru(16, UseBias = false)]
[Dense(1, UseBias = false)]
public sealed partial class BareGruAmp;

/// <summary>Gated convolutions of growing dilations, with residual and skip connections.</summary>
[Network(SequenceLength = 64)]
public sealed partial class WaveNetAmp
{
    private static Tensor Define([Shape(1)] Tensor x) => WaveNet.Of(x, useBias: true);
}

/// <summary>Without biases.</summary>
[Network(SequenceLength = 64)]
public sealed partial class BareWaveNetAmp
{
    private static Tensor Define([Shape(1)] Tensor x) => WaveNet.Of(x, useBias: false);
}

internal static class WaveNet
{
    private const int Channels = 8, Longest = 128;

    public static Tensor Of(Tensor x, bool useBias)
    {
        x = x.CausalConv1D(Channels, 1, useBias: useBias);
        Tensor skips = null!;
        for (int dilation = 1; dilation <= Longest; dilation *= 2)
        {
            Tensor gated = x.CausalConv1D(Channels, 3, Activation.Tanh, dilation: dilation, useBias: useBias) * x.CausalConv1D(Channels, 3, Activation.Sigmoid, dilation: dilation, useBias: useBias);
            skips = dilation == 1 ? gated : skips + gated;
            if (dilation < Longest)
                x += gated.Dense(Channels, useBias: useBias);
        }
        return skips.Dense(1, useBias: useBias);
    }
}
