using NetGen.Data;

namespace NetGen.Training.Tests;

/// <summary>Small datasets.</summary>
internal static class Datasets
{
    /// <summary>Points of a plane in three classes, which <see cref="Classifier"/> learns to tell apart.</summary>
    public static Dataset Points(int count = 60, int seed = 1)
    {
        var random = new Random(seed);
        float[][] points = new float[count][];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = i % 3;
            points[i] = [labels[i] - 1 + 0.5f * random.NextSingle(), labels[i] * labels[i] / 4f + 0.5f * random.NextSingle()];
        }
        return Dataset.FromLabels(points, labels, 3);
    }
}
