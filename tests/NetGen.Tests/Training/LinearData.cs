using NetGen.Data;

namespace NetGen.Tests.Training;

/// <summary>Samples of y = A·x + c, optionally with noise.</summary>
internal static class LinearData
{
    public static Dataset Draw(int count, float noise = 0, ulong seed = 1)
    {
        var random = new SeededRandom(seed);
        float[] inputs = new float[count * 3], targets = new float[count * 2];
        for (int i = 0; i < count; i++)
        {
            Span<float> x = inputs.AsSpan(3 * i, 3);
            foreach (ref float number in x)
                number = random.NextNormal();
            targets[2 * i] = 0.5f * x[0] - x[1] + 2 * x[2] + 0.25f + noise * random.NextNormal();
            targets[2 * i + 1] = -x[0] + 0.75f * x[1] - 0.5f + noise * random.NextNormal();
        }
        return Dataset.FromArrays(inputs, targets, 3, 2);
    }
}
