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
        float loss = apart.ComputeGradients(problem.Inputs, problem.Targets, workspace);
        new Sgd { LearningRate = LearningRate }.Step(apart.Parameters, workspace.Gradients);
        float[] expected = GradientChecks.Tensors(problem.Spec, apart.Parameters);

        var fused = (ITrainableSubject)subject.Clone();
        Expect.SameBits([loss], [fused.Descend(problem.Inputs, problem.Targets, workspace, LearningRate)], "Descend's loss");
        Expect.SameBits(expected, GradientChecks.Tensors(problem.Spec, fused.Parameters), "Parameters after Descend against ComputeGradients and Sgd");

        float[] spoilt = [.. problem.Inputs];
        // In any of the shards, the last of which takes the step.
        spoilt[problem.Case.Seed % spoilt.Length] = float.NaN;
        Expect.True(!float.IsFinite(fused.Descend(spoilt, problem.Targets, workspace, LearningRate)), () => "A sample has a NaN, and the loss is finite.");
        Expect.SameBits(expected, GradientChecks.Tensors(problem.Spec, fused.Parameters), "Parameters after Descend with a loss that isn't finite");
    }
}
