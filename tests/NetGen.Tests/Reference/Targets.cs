namespace NetGen.Tests.Reference;

/// <summary>Random targets that are valid for a loss.</summary>
public static class Targets
{
    public static double[] Draw(Loss loss, int outputs, Random random)
    {
        double[] target = [.. Enumerable.Range(0, outputs).Select(_ => random.NextDouble())];
        switch (loss)
        {
            // Class probabilities: one class, or soft.
            case Loss.CrossEntropy:
                int label = random.Next(outputs);
                double sum = target.Sum();
                return random.Next(2) == 0
                    ? [.. target.Select((_, i) => i == label ? 1.0 : 0)]
                    : [.. target.Select(t => t / sum)];
            case Loss.BinaryCrossEntropy:
                return random.Next(2) == 0 ? target : [.. target.Select(t => Math.Round(t))];
            case Loss.Hinge:
                return [.. target.Select(t => t < 0.5 ? -1.0 : 1)];
            default:
                return [.. target.Select(t => 3 * t - 1.5)];
        }
    }
}
