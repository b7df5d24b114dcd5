namespace NetGen.Data;

/// <summary>A dataset whose samples stay in files, which may be larger than memory: each is read when it is used. Opened by <see cref="Open"/> or <see cref="IdxFile.OpenDataset"/>.</summary>
/// <remarks>
/// <see cref="Dataset.Inputs"/> and <see cref="Dataset.Targets"/> are not available, all else is. Slices, shuffled and mapped datasets read from the same files and own nothing;
/// <see cref="Dispose"/> closes the files for all of them. Without it they are closed when no dataset that reads from them is in use any more.
/// <para>The files must not change while they are open. A process that reads where another has cut off a file's end is stopped by the system.</para>
/// </remarks>
public sealed class MappedDataset : Dataset, IDisposable
{
    private readonly MappedFile[] _files;

    internal MappedDataset(SampleSource source, params MappedFile[] files) : base(source) => _files = files;

    /// <summary>Opens a file of little-endian 32-bit floats without a header: each sample's input, followed by its target. <see cref="DatasetFile.SaveBinary(Dataset, string)"/> writes it, as does NumPy's <c>np.hstack([inputs, targets]).astype('&lt;f4').tofile(path)</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="inputLength">Elements in an input.</param>
    /// <param name="targetLength">Elements in a target.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is less than 1.</exception>
    /// <exception cref="InvalidDataException">The file is empty, doesn't end with a whole sample, or has more samples than an int can count.</exception>
    /// <exception cref="IOException">The file can't be read, or is a folder.</exception>
    public static MappedDataset Open(string path, int inputLength, int targetLength)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetLength, 1);
        string name = Path.GetFileName(path);
        long length, sample = sizeof(float) * ((long)inputLength + targetLength);
        using (FileStream stream = InputFile.Open(path))
            length = stream.Length;
        (long count, long rest) = Math.DivRem(length, sample);
        if (length == 0)
            throw new InvalidDataException($"{name} is empty; a dataset needs at least 1 sample.");
        if (rest != 0)
            throw new InvalidDataException($"{name} has {length:N0} bytes, which is no multiple of {sample:N0}, the bytes of a sample of {inputLength} inputs and {targetLength} targets: it is cut short, or has samples of other lengths.");
        if (count > Array.MaxLength)
            throw new InvalidDataException($"{name} has {count:N0} samples; at most {Array.MaxLength:N0} can be counted.");
        var file = new MappedFile(path);
        return new(new MappedRows(file, (int)count, inputLength, targetLength), file);
    }

    /// <summary>Closes the files. This dataset, and all that were made from it, can't be read afterwards.</summary>
    public void Dispose()
    {
        foreach (MappedFile file in _files)
            file.Dispose();
    }
}
