using NetGen;
using NetGen.Data;

namespace Search;

/// <summary>Points on two spirals that wind around each other.</summary>
internal static class Spirals
{
    public static Dataset Draw(int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        float[][] points = new float[count][], labels = new float[count][];
        for (int i = 0; i < count; i++)
        {
            float radius = 0.1f + 0.9f * random.NextSingle(), angle = 5 * radius + MathF.PI * (i % 2);
            points[i] = [radius * MathF.Cos(angle) + 0.03f * random.NextNormal(), radius * MathF.Sin(angle) + 0.03f * random.NextNormal()];
            labels[i] = [i % 2];
        }
        return Dataset.FromArrays(points, labels);
    }
}
