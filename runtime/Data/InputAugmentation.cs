using System.Globalization;

namespace NetGen.Data;

/// <summary>The augmentation of a dataset's inputs.</summary>
/// <param name="Change">The change of an input.</param>
/// <param name="Shape">The inputs' shape, if they are images.</param>
internal sealed record InputAugmentation(Augmentation Change, ImageShape Shape)
{
    /// <summary>Distinguishes the random numbers from all others that are drawn from the same seed.</summary>
    private const ulong Stream = 0x6175676D656E7400;

    /// <summary>A thread's own, so that a training step allocates nothing.</summary>
    [ThreadStatic]
    private static SeededRandom? t_random;

    [ThreadStatic]
    private static float[]? t_scratch;

    /// <summary>Changes the inputs of a training step.</summary>
    /// <param name="samples">The samples' indices in the dataset.</param>
    /// <param name="inputs">Their inputs.</param>
    /// <param name="length">Elements of an input.</param>
    /// <param name="seed">The trainer's seed.</param>
    /// <param name="step">Training steps so far.</param>
    public void Apply(ReadOnlySpan<int> samples, Span<float> inputs, int length, ulong seed, long step)
    {
        SeededRandom random = t_random ??= new(0);
        if (t_scratch is null || t_scratch.Length < length)
            t_scratch = new float[length];
        ulong stepSeed = SeededRandom.Derive(SeededRandom.Derive(seed, Stream), (ulong)step);
        for (int i = 0; i < samples.Length; i++)
        {
            random.Restart(SeededRandom.Derive(stepSeed, (ulong)samples[i]));
            Change.Apply(inputs.Slice(i * length, length), Shape, random, t_scratch.AsSpan(0, length));
        }
    }

    /// <summary>Throws unless inputs of a length have the shape.</summary>
    public void CheckLength(int length)
    {
        if (Shape != default && Shape.Length != length)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The inputs are augmented as images of {Shape.Channels} × {Shape.Height} × {Shape.Width} elements, which inputs of {length} are not; call WithAugmentation after the map."));
    }
}
