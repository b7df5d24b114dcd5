namespace NetGen.Tests.Reference;

/// <summary>The units that dropout drops, as a function of only seed, step, layer, sample and unit, in 64-bit wrapping arithmetic.</summary>
public static class DropoutMask
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood 2014).</summary>
    public static ulong Mix(ulong z)
    {
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }

    /// <summary>Whether the unit is dropped: its 32 bits, half of a word shared by two units, are less than rate · 2³².</summary>
    /// <param name="training">Seed and step.</param>
    /// <param name="layer">Index among all layers, from 0.</param>
    /// <param name="sample">Index in the whole batch, from 0.</param>
    /// <param name="unit">Index in the sample, channels last, from 0.</param>
    /// <param name="rate">The probability that a unit is dropped.</param>
    public static bool Drops(TrainingStep training, int layer, int sample, int unit, double rate)
    {
        ulong key = Next(training.Seed, (ulong)training.Step);
        key = Next(key, (ulong)layer);
        key = Next(key, (ulong)sample);
        ulong word = Next(key, (ulong)unit / 2);
        uint bits = unit % 2 == 0 ? (uint)word : (uint)(word >> 32);
        return bits < (uint)(rate * 4294967296.0);
    }

    private static ulong Next(ulong key, ulong counter) => Mix(key + Golden * (counter + 1));
}
