using NetGen.Data;

namespace Digits;

/// <summary>Digits to learn from, and digits to be examined on.</summary>
internal sealed record DigitData(Dataset Train, Dataset Unseen, string Origin)
{
    private const int TrainCount = 12_000, UnseenCount = 2_000;

    public static DigitData Draw(ulong seed)
    {
        var hand = new DrawnDigits(seed);
        return new(hand.Draw(TrainCount), hand.Draw(UnseenCount), "drawn by this program");
    }

    /// <exception cref="IOException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is not what its name says.</exception>
    public static DigitData Read(string folder) => new(Read(folder, "train"), Read(folder, "t10k"), $"read from {folder}");

    private static Dataset Read(string folder, string part)
    {
        Dataset digits = IdxFile.ReadDataset(FileOf(folder, $"{part}-images-idx3-ubyte"), FileOf(folder, $"{part}-labels-idx1-ubyte"), DrawnDigits.Classes);
        return digits.InputLength == DrawnDigits.Pixels
            ? digits
            : throw new InvalidDataException($"The images of {folder} have {digits.InputLength} pixels; the networks read {DrawnDigits.Pixels}.");
    }

    /// <summary>The file as it is published, or unpacked.</summary>
    private static string FileOf(string folder, string name)
    {
        string path = Path.Combine(folder, name), packed = path + ".gz";
        return File.Exists(packed) ? packed : File.Exists(path) ? path : throw new FileNotFoundException($"There is neither {packed} nor {path}.");
    }
}
