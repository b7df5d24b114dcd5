using System.Globalization;
using NetGen.Data;

/// <summary>Samples and their classes, read from a CSV file whose first row names the columns and whose last column is the class.</summary>
public sealed record Table(Dataset Samples, string[] Classes)
{
    /// <exception cref="InvalidDataException">The file does not fit <see cref="Classifier"/>; the message names the row.</exception>
    public static Table Read(string path)
    {
        string[][] rows = [.. File.ReadLines(path).Select(line => line.Split(',')).Where(row => row is not [""])];
        if (rows.Length < 3)
            throw new InvalidDataException($"{path} needs a header row and at least two samples.");
        float[][] inputs = [.. rows.Skip(1).Select((row, i) => ParseInputs(row[..^1], $"{path}, sample {i + 1},"))];
        string[] labels = [.. rows.Skip(1).Select(row => row[^1].Trim())], classes = [.. labels.Distinct().Order(StringComparer.Ordinal)];
        if (classes.Length != Classifier.OutputLength)
            throw new InvalidDataException($"{path} has {classes.Length} classes and Classifier.cs {Classifier.OutputLength}: write [Dense({classes.Length}, Activation.Softmax)] there.");
        return new(Dataset.FromLabels(inputs, Array.ConvertAll(labels, label => Array.IndexOf(classes, label)), classes.Length), classes);
    }

    /// <summary>The inputs of one sample.</summary>
    /// <param name="texts">One number for each input.</param>
    /// <param name="source">Where the texts come from, as the subject of an error message.</param>
    /// <exception cref="InvalidDataException">The number of inputs is wrong, or one is not a finite number.</exception>
    public static float[] ParseInputs(string[] texts, string source)
    {
        if (texts.Length != Classifier.InputLength)
            throw new InvalidDataException($"{source} has {texts.Length} inputs and Classifier.cs {Classifier.InputLength}: write [Network({texts.Length}, …)] there, or correct the sample.");
        return Array.ConvertAll(texts, text =>
            float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)
                ? value
                : throw new InvalidDataException($"{source} has '{text}' where a number is expected."));
    }
}
