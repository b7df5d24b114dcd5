namespace NetGen.Tests.RandomCases;

/// <summary>A sample with a NaN gives NaN wherever the NaN is read, and leaves everything else alone.</summary>
public static class NaNChecks
{
    public static void Run(Problem problem, ISubject subject, float[] outputs)
    {
        int length = problem.Spec.OutputLength, inputLength = problem.Spec.InputLength, spoilt = problem.Case.Seed % problem.Batch;
        float[] inputs = [.. problem.Inputs];
        inputs[spoilt * inputLength + problem.Case.Seed % inputLength] = float.NaN;
        var actual = new float[outputs.Length];
        subject.ForwardBatch(inputs, actual, subject.CreateWorkspace(problem.Batch, training: false));

        Span<float> row = actual.AsSpan(spoilt * length, length);
        ReadOnlySpan<float> unspoilt = outputs.AsSpan(spoilt * length, length);
        double[] expected = problem.Infer(inputs.AsSpan(spoilt * inputLength, inputLength));
        for (int i = 0; i < length; i++)
        {
            // A threshold neuron answers NaN with 0 or 1.
            if (problem.Spec.IsTrainable && double.IsNaN(expected[i]))
                Expect.True(float.IsNaN(actual[spoilt * length + i]), () => $"Sample {spoilt} has a NaN, and its output {i} is {actual[spoilt * length + i]:r}");
            if (double.IsNaN(expected[i]) || !problem.Spec.IsTrainable)
                row[i] = unspoilt[i];
        }
        Expect.SameBits(outputs, actual, $"What no NaN reaches, beside sample {spoilt}, which has one");
    }
}
