namespace NetGen.Tests.RandomCases;

/// <summary>Checks that outputs are close to the reference, and bit-identical for all methods that compute them.</summary>
public static class OutputChecks
{
    private const double Tolerance = 1e-5;

    /// <summary>Checks every method and returns the outputs.</summary>
    public static float[] Run(Problem problem, ISubject subject)
    {
        int length = problem.Spec.OutputLength, inputLength = problem.Spec.InputLength, batch = problem.Batch;
        Workspace workspace = subject.CreateWorkspace(batch, training: false);
        var outputs = new float[batch * length];
        subject.ForwardBatch(problem.Inputs, outputs, workspace);
        problem.Inferred(trace => [.. trace.Outputs.SelectMany(y => y)]).Compare(outputs, Tolerance, $"Outputs of length {length}");

        var alone = new float[length];
        for (int row = 0; row < batch; row++)
        {
            ReadOnlySpan<float> expected = outputs.AsSpan(row * length, length);
            subject.Forward(problem.Input(row), alone);
            Expect.SameBits(expected, alone, $"Forward of sample {row} against its row of the batch");
            alone.AsSpan().Fill(float.NaN);
            subject.Forward(problem.Input(row), alone, workspace);
            Expect.SameBits(expected, alone, $"Forward with a workspace of sample {row} against its row of the batch");
        }

        // Other batches of the same samples, in a larger workspace, so that each sample is at other positions.
        Workspace larger = subject.CreateWorkspace(batch + 40, training: true);
        foreach ((int first, int count) in new[] { (batch / 3, 1), (batch / 2, batch - batch / 2), (0, batch), (batch - 1, 1), (0, (batch + 1) / 2) })
        {
            var part = new float[count * length];
            subject.ForwardBatch(problem.Inputs.AsSpan(first * inputLength, count * inputLength), part, larger);
            Expect.SameBits(outputs.AsSpan(first * length, count * length), part, $"Samples {first} to {first + count - 1} as a separate batch");
        }

        subject.Clone().ForwardBatch(problem.Inputs, alone = new float[outputs.Length], workspace);
        Expect.SameBits(outputs, alone, "A clone's outputs");
        return outputs;
    }
}
