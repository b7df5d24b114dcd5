using NetGen.Data;

namespace Amplifier;

/// <summary>What goes into the amplifier, and what comes out of it.</summary>
internal sealed record Sound(float[] Before, float[] After)
{
    /// <summary>Samples of a second.</summary>
    public const int Rate = 48_000;

    /// <summary>Plays some seconds of guitar through the circuit.</summary>
    public static Sound Play(int seconds, ulong seed)
    {
        float[] guitar = new Guitar(seed).Play(seconds * Rate);
        return new(guitar, new Overdrive().Play(guitar));
    }

    /// <summary>The sound cut into pieces, each a sample to train on; what is left at the end is not used.</summary>
    public Dataset Pieces(int length)
    {
        int whole = Before.Length / length * length;
        return Dataset.FromArrays(Before.AsSpan(0, whole), After.AsSpan(0, whole), length, length);
    }

    /// <summary>The energy of the error over that of the signal: 0 for a perfect imitation, 1 for silence.</summary>
    public double ErrorToSignal(ReadOnlySpan<float> imitation)
    {
        double error = 0, signal = 0;
        for (int i = 0; i < After.Length; i++)
        {
            double difference = imitation[i] - After[i];
            error += difference * difference;
            signal += (double)After[i] * After[i];
        }
        return error / signal;
    }
}
