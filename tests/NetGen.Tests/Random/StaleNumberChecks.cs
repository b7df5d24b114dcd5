namespace NetGen.Tests.RandomCases;

/// <summary>Numbers that belong to nobody must not reach a result: padding between tensors, and what earlier batches left in a workspace.</summary>
public static class StaleNumberChecks
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

        // NaN everywhere, then every tensor by name: what is left is padding.
        subject.Parameters.Values.Fill(float.NaN);
        subject.Parameters.Statistics.Fill(float.NaN);
        problem.LoadInto(subject.Parameters);
        Workspace workspace = subject.CreateWorkspace(problem.Batch, training: gradients is not null);
        LeaveNaN(problem, subject, workspace);

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
        LeaveNaN(problem, subject, workspace);
        GradientChecks.ComputeGradients(problem, (ITrainableSubject)subject, workspace);
        Expect.SameBits(gradients, GradientChecks.Tensors(problem.Spec, workspace.Gradients), "Gradients with NaN in padding and scratch");
    }

    private static void LeaveNaN(Problem problem, ISubject subject, Workspace workspace)
    {
        float[] nan = [.. Enumerable.Repeat(float.NaN, problem.Inputs.Length)];
        subject.ForwardBatch(nan, new float[problem.Targets.Length], workspace);
        if (subject is not ITrainableSubject trainable)
            return;
        trainable.ComputeGradients(nan, problem.Targets, workspace);
        workspace.Gradients.Values.Fill(float.NaN);
        // Running statistics have seen the NaN by right.
        problem.LoadInto(subject.Parameters);
    }
}
