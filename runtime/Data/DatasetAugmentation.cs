namespace NetGen.Data;

/// <summary>Lets a trainer change inputs at random each time it uses them. Nothing else sees the change: spans, batches and evaluation have the inputs as they are.</summary>
public static class DatasetAugmentation
{
    /// <summary>The dataset with inputs that a trainer changes at random, in place of changes before.</summary>
    /// <param name="data">The samples, which are shared. Maps and normalisation come before the augmentation, also if they are called after this.</param>
    /// <param name="augmentation">The change.</param>
    /// <exception cref="ArgumentException">The change is for images, whose shape the other overload gives.</exception>
    public static Dataset WithAugmentation(this Dataset data, Augmentation augmentation)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(augmentation);
        if (augmentation.IsForImages)
            throw new ArgumentException("Shift and Rotate change images: give WithAugmentation their channels, height and width.", nameof(augmentation));
        return data.With(new InputAugmentation(augmentation, default));
    }

    /// <summary>The dataset with images that a trainer changes at random, in place of changes before.</summary>
    /// <example><code>digits.WithAugmentation(1, 28, 28, Augmentation.Shift(2).Then(Augmentation.Rotate(10)))</code></example>
    /// <param name="data">The samples, which are shared. Maps and normalisation come before the augmentation, also if they are called after this.</param>
    /// <param name="channels">Channels of an image.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="augmentation">The change.</param>
    /// <exception cref="ArgumentException">The dataset's inputs are no such images.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is less than 1.</exception>
    public static Dataset WithAugmentation(this Dataset data, int channels, int height, int width, Augmentation augmentation)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(augmentation);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var shape = new ImageShape(channels, height, width);
        if ((Int128)channels * height * width != data.InputLength)
            throw new ArgumentException($"Images of {channels} × {height} × {width} have {(Int128)channels * height * width:N0} elements; the dataset's inputs have {data.InputLength:N0}.", nameof(data));
        return data.With(new InputAugmentation(augmentation, shape));
    }
}
