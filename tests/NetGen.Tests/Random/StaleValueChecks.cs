namespace NetGen.Tests.RandomCases;

/// <summary>Checks that stale values do not affect results: padding between tensors, and values of earlier batches in a workspace.</summary>
public static class StaleValueChecks
{
    public static void Run(Problem problem, ISubject subject, float[] outputs)
    {
        float[]? gradients = null;
        if (subject is ITrainableSubject trainable)
        {
            Workspace clean = subject.CreateWorkspace(problem.Batch, training: true);
            GradientChecks.ComputeGradients(problem, trainable, clean);
            gradients = GradientChecks.Tensors(problem.Spec, clean.Gradients);
        }

        // NaN everywhere, then every tensor by name, so that NaN remains in the padding.
        subject.Parameters.Values.Fill(float.NaN);
        subject.Parameters.Statistics.Fill(float.NaN);
        problem.LoadInto(subject.Parameters);
        Workspace workspace = subject.CreateWorkspace(problem.Batch, training: gradients is not null);
        FillWithNaN(problem, subject, workspace);

        var actual = new float[outputs.Length];
        subject.ForwardBatch(problem.Inputs, actual, workspace);
        Expect.SameBits(outputs, actual, "ForwardBatch with NaN in padding and scratch");
        for (int row = 0; row < problem.Batch; row += 7)
        {
            Span<float> output = actual.AsSpan(row * problem.Spec.OutputLength, problem.Spec.OutputLength);
            subject.Forward(problem.Input(row), output);
            Expect.SameBits(outputs.AsSpan(row * problem.Spec.OutputLength, output.Length), output, $"Forward of sample {row} with NaN in padding");
        }
        if (gradients is null)
            return;
        FillWithNaN(problem, subject, workspace);
        GradientChecks.ComputeGradients(problem, (ITrainableSubject)subject, workspace);
        Expect.SameBits(gradients, GradientChecks.Tensors(problem.Spec, workspace.Gradients), "Gradients with NaN in padding and scratch");
    }

    private static void FillWithNaN(Problem problem, ISubject subject, Workspace workspace)
    {
        float[] nan = [.. Enumerable.Repeat(float.NaN, problem.Inputs.Length)];
        if (problem.Spec.Indices is not null)
        {
            // Indices are never NaN; what they index may be.
            nan = problem.Inputs;
            subject.Parameters.Values.Fill(float.NaN);
        }
        subject.ForwardBatch(nan, new float[problem.Targets.Length], workspace);
        if (subject is ITrainableSubject trainable)
        {
            trainable.ComputeGradients(nan, problem.Targets, workspace);
            workspace.Gradients.Values.Fill(float.NaN);
        }
        // The NaN has legitimately changed the running statistics.
        problem.LoadInto(subject.Parameters);
    }
}
