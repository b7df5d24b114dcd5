using NetGen.Data;

namespace Digits;

/// <summary>Training digits and test digits.</summary>
internal sealed record DigitData(Dataset Train, Dataset Unseen, string Origin)
{
    private const int TrainCount = 12_000, UnseenCount = 2_000;

    public static DigitData Draw(ulong seed)
    {
        var source = new DrawnDigits(seed);
        return new(source.Draw(TrainCount), source.Draw(UnseenCount), "drawn by this program");
    }

    /// <exception cref="IOException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file does not have the format that its name states.</exception>
    public static DigitData Read(string folder) => new(Read(folder, "train"), Read(folder, "t10k"), $"read from {folder}");

    private static Dataset Read(string folder, string subset)
    {
        Dataset digits = IdxFile.ReadDataset(FileOf(folder, $"{subset}-images-idx3-ubyte"), FileOf(folder, $"{subset}-labels-idx1-ubyte"), DrawnDigits.Classes);
        return digits.InputLength == DrawnDigits.Pixels
            ? digits
            : throw new InvalidDataException($"The images of {folder} have {digits.InputLength} pixels; the networks read {DrawnDigits.Pixels}.");
    }

    /// <summary>The path of the file, compressed as published or uncompressed.</summary>
    private static string FileOf(string folder, string name)
    {
        string path = Path.Combine(folder, name), compressed = path + ".gz";
        return File.Exists(compressed) ? compressed : File.Exists(path) ? path : throw new FileNotFoundException($"There is neither {compressed} nor {path}.");
    }
}
