namespace NetGen.Tests.RandomCases;

/// <summary>Checks that a NaN in a sample propagates to every output that depends on it, and to nothing else.</summary>
public static class NaNChecks
{
    public static void Run(Problem problem, ISubject subject, float[] outputs)
    {
        int length = problem.Spec.OutputLength, inputLength = problem.Spec.InputLength, invalid = problem.Case.Seed % problem.Batch;
        float[] inputs = [.. problem.Inputs];
        inputs[invalid * inputLength + problem.Case.Seed % inputLength] = float.NaN;
        var actual = new float[outputs.Length];
        if (problem.Spec.Indices is not null)
        {
            ExpectRefused(problem, subject, inputs, actual);
            return;
        }
        subject.ForwardBatch(inputs, actual, subject.CreateWorkspace(problem.Batch, training: false));

        Span<float> row = actual.AsSpan(invalid * length, length);
        ReadOnlySpan<float> original = outputs.AsSpan(invalid * length, length);
        double[] expected = problem.Infer(inputs.AsSpan(invalid * inputLength, inputLength));
        for (int i = 0; i < length; i++)
        {
            // The step activation maps NaN to 0 or 1.
            if (problem.Spec.IsTrainable && double.IsNaN(expected[i]))
                Expect.True(float.IsNaN(actual[invalid * length + i]), () => $"Sample {invalid} has a NaN, and its output {i} is {actual[invalid * length + i]:r}");
            if (double.IsNaN(expected[i]) || !problem.Spec.IsTrainable)
                row[i] = original[i];
        }
        Expect.SameBits(outputs, actual, $"Outputs that do not depend on the NaN in sample {invalid}");
    }

    /// <summary>An index that is NaN is refused before anything is written.</summary>
    private static void ExpectRefused(Problem problem, ISubject subject, float[] inputs, float[] outputs)
    {
        try
        {
            subject.ForwardBatch(inputs, outputs, subject.CreateWorkspace(problem.Batch, training: false));
        }
        catch (ArgumentException refused) when (refused.Message.Contains("is NaN"))
        {
            Expect.SameBits(new float[outputs.Length], outputs, "Outputs of indices that are refused");
            return;
        }
        throw new ExpectationException("An index is NaN, and ForwardBatch takes it.");
    }
}
