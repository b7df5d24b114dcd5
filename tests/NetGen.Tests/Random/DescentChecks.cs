using NetGen.Training;

namespace NetGen.Tests.RandomCases;

/// <summary>Checks that <c>Descend</c> has the same bits as computing gradients and then taking a step, and that it takes no step if the loss is not finite.</summary>
public static class DescentChecks
{
    private const double LearningRate = 0.03;

    public static void Run(Problem problem, ITrainableSubject subject)
    {
        Workspace workspace = subject.CreateWorkspace(problem.Batch, training: true);
        var separate = (ITrainableSubject)subject.Clone();
        float loss = GradientChecks.ComputeGradients(problem, separate, workspace);
        new Sgd { LearningRate = LearningRate }.Step(separate.Parameters, workspace.Gradients);
        float[] expected = GradientChecks.Tensors(problem.Spec, separate.Parameters);

        var fused = (ITrainableSubject)subject.Clone();
        problem.Prepare(workspace);
        Expect.SameBits([loss], [fused.Descend(problem.Inputs, problem.Targets, workspace, LearningRate)], "Descend's loss");
        Expect.SameBits(expected, GradientChecks.Tensors(problem.Spec, fused.Parameters), "Parameters after Descend against ComputeGradients and Sgd");
        Expect.SameBits(
            GradientChecks.Statistics(problem.Spec, separate.Parameters), GradientChecks.Statistics(problem.Spec, fused.Parameters), "Running statistics after Descend against ComputeGradients");
        Expect.True(workspace.Step == problem.Training.Step + 1, () => $"After Descend the step is {workspace.Step}, not {problem.Training.Step + 1}");

        // Indices are never invalid.
        if (problem.Spec.Indices is not null)
            return;
        // The invalid sample may be in any shard; the last shard takes the step.
        float[] invalid = [.. problem.Inputs];
        invalid.AsSpan(problem.Case.Seed % problem.Batch * problem.Spec.InputLength, problem.Spec.InputLength).Fill(float.NaN);
        // Dropout may have dropped every element of it.
        if (double.IsFinite(problem.TrainingLoss(invalid)))
            return;
        problem.Prepare(workspace);
        Expect.True(!float.IsFinite(fused.Descend(invalid, problem.Targets, workspace, LearningRate)), () => "A sample is NaN, but the loss is finite.");
        Expect.SameBits(expected, GradientChecks.Tensors(problem.Spec, fused.Parameters), "Parameters after Descend with a loss that isn't finite");
    }
}
