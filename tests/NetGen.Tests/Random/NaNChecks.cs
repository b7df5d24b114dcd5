namespace NetGen.Tests.RandomCases;

/// <summary>A sample with a NaN gives NaN, and leaves the samples beside it alone.</summary>
public static class NaNChecks
{
    public static void Run(Problem problem, ISubject subject, float[] outputs)
    {
        int length = problem.Spec.OutputLength, spoilt = problem.Case.Seed % problem.Batch;
        float[] inputs = [.. problem.Inputs];
        inputs[spoilt * problem.Spec.InputLength + problem.Case.Seed % problem.Spec.InputLength] = float.NaN;
        var actual = new float[outputs.Length];
        subject.ForwardBatch(inputs, actual, subject.CreateWorkspace(problem.Batch, training: false));

        Span<float> row = actual.AsSpan(spoilt * length, length);
        // A threshold neuron answers NaN with 0 or 1.
        if (problem.Spec.IsTrainable)
            foreach (float number in row)
                Expect.True(float.IsNaN(number), () => $"Sample {spoilt} has a NaN, and its output {number:r}");
        outputs.AsSpan(spoilt * length, length).CopyTo(row);
        Expect.SameBits(outputs, actual, $"The samples beside sample {spoilt}, which has a NaN");
    }
}
