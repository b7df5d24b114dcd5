namespace NetGen.Data;

/// <summary>A random change of inputs in training: other each time a sample is used, never in evaluation. Given to a dataset by <see cref="DatasetAugmentation.WithAugmentation(Dataset, int, int, int, Augmentation)"/>.</summary>
/// <remarks>
/// The random numbers depend on the trainer's seed, the training step and the sample's index in its dataset alone: a run is reproducible with any number of threads, and a resumed one continues it.
/// <see cref="Then"/> composes. Images are channels × height × width, as the network's input; all channels of one change alike. What comes from outside an image is 0.
/// </remarks>
public abstract class Augmentation
{
    private protected Augmentation()
    {
    }

    /// <summary>Whether inputs must be images of a known shape.</summary>
    internal virtual bool IsForImages => false;

    /// <summary>Shifts an image by whole pixels, down and to the right, each drawn from −maxPixels to maxPixels.</summary>
    /// <param name="maxPixels">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public static Augmentation Shift(int maxPixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPixels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxPixels, int.MaxValue / 4);
        return new ImageShift(maxPixels);
    }

    /// <summary>Rotates an image around its middle by an angle drawn from −maxDegrees to maxDegrees, with bilinear interpolation.</summary>
    /// <param name="maxDegrees">Greater than 0, and at most 180.</param>
    /// <exception cref="ArgumentOutOfRangeException">The angle is out of range.</exception>
    public static Augmentation Rotate(double maxDegrees) => maxDegrees is > 0 and <= 180
        ? new ImageRotation(maxDegrees)
        : throw new ArgumentOutOfRangeException(nameof(maxDegrees), maxDegrees, "The largest angle must be greater than 0 and at most 180 degrees.");

    /// <summary>Adds to every element a number from the normal distribution of mean 0.</summary>
    /// <param name="deviation">Its standard deviation, finite and greater than 0, in units of the elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">The deviation is out of range.</exception>
    public static Augmentation Noise(double deviation) => deviation > 0 && float.IsFinite((float)deviation)
        ? Custom((input, random) =>
        {
            foreach (ref float element in input)
                element += (float)deviation * random.NextNormal();
        })
        : throw new ArgumentOutOfRangeException(nameof(deviation), deviation, "The deviation must be finite and greater than 0.");

    /// <summary>A change of the caller's own.</summary>
    /// <param name="change">Changes an input in place. Several threads call it at a time; what it does must depend on its arguments alone.</param>
    public static Augmentation Custom(InputChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new CustomAugmentation(change);
    }

    /// <summary>This change, followed by another.</summary>
    public Augmentation Then(Augmentation next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return new AugmentationPair(this, next);
    }

    /// <summary>Changes an input in place.</summary>
    /// <param name="input">The input.</param>
    /// <param name="shape">Its shape, if it is an image.</param>
    /// <param name="random">At the start of the sample's sequence, or after what earlier changes have drawn.</param>
    /// <param name="scratch">As many elements as the input has.</param>
    internal abstract void Apply(Span<float> input, ImageShape shape, SeededRandom random, Span<float> scratch);
}

/// <summary>Changes an input in place.</summary>
/// <param name="input">The input.</param>
/// <param name="random">The source of all randomness, for this call alone.</param>
public delegate void InputChange(Span<float> input, SeededRandom random);
