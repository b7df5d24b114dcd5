using NetGen.Data;

namespace NetGen.Training.Tests.Data;

/// <summary>Small datasets for tests.</summary>
internal static class SampleData
{
    /// <summary>Sample i has the inputs 10·i and 10·i + 1, and the target i.</summary>
    public static Dataset Numbered(int count) =>
        Dataset.FromArrays([.. Enumerable.Range(0, count).Select(i => new float[] { 10 * i, 10 * i + 1 })], [.. Enumerable.Range(0, count).Select(i => new float[] { i })]);

    /// <summary>Sample i has the input i, and the class of the i-th label.</summary>
    public static Dataset Labelled(int classes, params int[] labels) =>
        Dataset.FromLabels([.. Enumerable.Range(0, labels.Length).Select(i => new float[] { i })], labels, classes);

    /// <summary>Points of a plane in three classes.</summary>
    public static Dataset Points(int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        float[] points = new float[2 * count];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            (points[2 * i], points[2 * i + 1]) = (random.NextNormal(), random.NextNormal());
            labels[i] = points[2 * i] > 0.4f ? 2 : points[2 * i + 1] > 0 ? 1 : 0;
        }
        return Dataset.FromLabels(points, labels, 3);
    }

    public static int[] Bits(ReadOnlySpan<float> values) => Array.ConvertAll(values.ToArray(), BitConverter.SingleToInt32Bits);
}
