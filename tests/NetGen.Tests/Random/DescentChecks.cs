using NetGen.Training;

namespace NetGen.Tests.RandomCases;

/// <summary>The step that is taken as its gradients are found has the bits of the two apart, and is not taken where the loss isn't finite.</summary>
public static class DescentChecks
{
    private const double LearningRate = 0.03;

    public static void Run(Problem problem, ITrainableSubject subject)
    {
        Workspace workspace = subject.CreateWorkspace(problem.Batch, training: true);
        var apart = (ITrainableSubject)subject.Clone();
        float loss = GradientChecks.ComputeGradients(problem, apart, workspace);
        new Sgd { LearningRate = LearningRate }.Step(apart.Parameters, workspace.Gradients);
        float[] expected = GradientChecks.Tensors(problem.Spec, apart.Parameters);

        var fused = (ITrainableSubject)subject.Clone();
        problem.Prepare(workspace);
        Expect.SameBits([loss], [fused.Descend(problem.Inputs, problem.Targets, workspace, LearningRate)], "Descend's loss");
        Expect.SameBits(expected, GradientChecks.Tensors(problem.Spec, fused.Parameters), "Parameters after Descend against ComputeGradients and Sgd");
        Expect.SameBits(
            GradientChecks.Statistics(problem.Spec, apart.Parameters), GradientChecks.Statistics(problem.Spec, fused.Parameters), "Running statistics after Descend against ComputeGradients");
        Expect.True(workspace.Step == problem.Training.Step + 1, () => $"After Descend the step is {workspace.Step}, not {problem.Training.Step + 1}");

        // A sample in any of the shards, the last of which takes the step.
        float[] spoilt = [.. problem.Inputs];
        spoilt.AsSpan(problem.Case.Seed % problem.Batch * problem.Spec.InputLength, problem.Spec.InputLength).Fill(float.NaN);
        // Dropout may have dropped every number of it.
        if (double.IsFinite(problem.TrainingLoss(spoilt)))
            return;
        problem.Prepare(workspace);
        Expect.True(!float.IsFinite(fused.Descend(spoilt, problem.Targets, workspace, LearningRate)), () => "A sample is NaN, and the loss is finite.");
        Expect.SameBits(expected, GradientChecks.Tensors(problem.Spec, fused.Parameters), "Parameters after Descend with a loss that isn't finite");
    }
}
