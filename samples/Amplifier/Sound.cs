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

    /// <summary>The sound cut into pieces to train on. They overlap by the frames whose losses don't count, so that every other sample of the sound counts once.</summary>
    public Dataset Pieces() => SequenceDataset.FromStream(Before, After, Amp.SequenceLength, Amp.WarmupFrames);

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
