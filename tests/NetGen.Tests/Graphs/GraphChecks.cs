using NetGen.Tests.RandomCases;
using NetGen.Tests.Reference;

namespace NetGen.Tests.Graphs;

/// <summary>Checks that a compiled graph's results are close to the reference, and bit-identical for all methods that compute them.</summary>
internal static class GraphChecks
{
    private const double Tolerance = 2e-5, GradientTolerance = 2e-4;

    public static void Outputs(GraphProblem problem, ISubject subject)
    {
        problem.LoadInto(subject.Parameters);
        Workspace workspace = subject.CreateWorkspace(problem.Batch, training: false);
        var outputs = new float[problem.Batch * subject.OutputLength];
        subject.ForwardBatch(problem.Inputs, outputs, workspace);
        Close(problem.Outputs, outputs, Tolerance, "Outputs");
        var alone = new float[subject.OutputLength];
        for (int row = 0; row < problem.Batch; row++)
        {
            subject.Forward(problem.Inputs.AsSpan(row * subject.InputLength, subject.InputLength), alone);
            Expect.SameBits(outputs.AsSpan(row * alone.Length, alone.Length), alone, $"Sample {row} alone");
            subject.Forward(problem.Inputs.AsSpan(row * subject.InputLength, subject.InputLength), alone, workspace);
            Expect.SameBits(outputs.AsSpan(row * alone.Length, alone.Length), alone, $"Sample {row} alone with a workspace");
        }
    }

    public static void Training(GraphProblem problem, ITrainableSubject subject)
    {
        Workspace workspace = subject.CreateWorkspace(problem.Batch, training: true);
        problem.Prepare(subject, workspace);
        float loss = subject.ComputeGradients(problem.Inputs, problem.Targets, workspace);
        Close([problem.Loss], [loss], Tolerance, "The loss");
        Gradients(problem, problem.Gradients, workspace.Gradients, "The gradient");
        float[] gradients = [.. workspace.Gradients.Values], statistics = Statistics(problem, subject.Parameters);
        Close([.. problem.Statistics.Values.SelectMany(values => values)], statistics, Tolerance, "Running statistics");

        problem.Prepare(subject, workspace);
        var outputs = new float[problem.Batch * subject.OutputLength];
        subject.ForwardTraining(problem.Inputs, outputs, workspace);
        subject.Backward(problem.Inputs, problem.OutputGradients, workspace);
        Backward(problem, outputs, workspace);

        problem.LoadInto(subject.Parameters);
        float inferred = subject.ComputeLoss(problem.Inputs, problem.Targets, outputs, workspace);
        Close([problem.InferredLoss], [inferred], Tolerance, "ComputeLoss");
        if (!problem.Spec.HasModes)
            Expect.SameBits([loss], [inferred], "ComputeLoss against ComputeGradients");
        Close(problem.Outputs, outputs, Tolerance, "ComputeLoss's outputs");
        Shards(problem, subject, loss, gradients, statistics);
        Descent(problem, subject, gradients);
    }

    /// <summary>Frozen layers and samples' weights.</summary>
    public static void Selections(GraphProblem problem, ITrainableSubject subject)
    {
        SelectionProblem selection = new(subject, problem.Inputs, problem.Targets, problem.OutputGradients, problem.Batch, problem.Batch, workspace => problem.Prepare(subject, workspace));
        SelectionChecks.Frozen(selection);
        SelectionChecks.Weighted(selection, (weights, loss, gradients) =>
        {
            Close([problem.LossBy(weights)], [loss], Tolerance, "The weighted loss");
            Gradients(problem, problem.GradientsBy(weights), gradients, "The weighted gradient");
        });
    }

    /// <param name="outputs">The outputs of a forward pass in training.</param>
    /// <param name="workspace">The gradients of the backward pass after it.</param>
    public static void Backward(GraphProblem problem, float[] outputs, Workspace workspace)
    {
        Close(problem.TrainedOutputs, outputs, Tolerance, "Outputs in training");
        Gradients(problem, problem.GradientsOfOutputs, workspace.Gradients, "Backward's gradient");
    }

    /// <summary>As the trainer does: each shard in a workspace of its own, phase after phase; their results are added in order.</summary>
    private static void Shards(GraphProblem problem, ITrainableSubject subject, float loss, float[] gradients, float[] statistics)
    {
        problem.LoadInto(subject.Parameters);
        (int Start, int Length)[] ranges = [.. Enumerable.Range(0, NetGen.Shards.Count(problem.Batch)).Select(shard => NetGen.Shards.Range(shard, problem.Batch))];
        Workspace[] workspaces = [.. ranges.Select(range => subject.CreateWorkspace(range.Length, training: true))];
        for (int shard = 0; shard < ranges.Length; shard++)
        {
            problem.Prepare(subject, workspaces[shard]);
            workspaces[shard].FirstSample = ranges[shard].Start;
        }
        double total = 0;
        for (int phase = 0; phase < subject.GradientPhases; phase++)
        {
            for (int shard = 0; shard < ranges.Length; shard++)
                total += subject.ComputeShardPhase(
                    phase,
                    problem.Inputs.AsSpan(ranges[shard].Start * subject.InputLength, ranges[shard].Length * subject.InputLength),
                    problem.Targets.AsSpan(ranges[shard].Start * subject.OutputLength, ranges[shard].Length * subject.OutputLength),
                    workspaces[shard], problem.Batch);
            subject.CombineShards(phase, workspaces);
        }
        Expect.SameBits([loss], [(float)total], "The shards' losses added");
        Expect.SameBits(Tensors(problem, gradients, subject), [.. workspaces.Select(workspace => Tensors(problem, [.. workspace.Gradients.Values], subject)).Aggregate((sum, share) => [.. sum.Zip(share, (a, b) => a + b)])], "The shards' gradients added");
        Expect.SameBits(statistics, Statistics(problem, subject.Parameters), "Running statistics after the shards");
    }

    private static void Descent(GraphProblem problem, ITrainableSubject subject, float[] gradients)
    {
        const float Rate = 0.125f;
        Workspace workspace = subject.CreateWorkspace(problem.Batch, training: true);
        problem.Prepare(subject, workspace);
        float[] expected = [.. Tensors(problem, [.. subject.Parameters.Values], subject).Zip(Tensors(problem, gradients, subject), (w, g) => MathF.FusedMultiplyAdd(-Rate, g, w))];
        subject.Descend(problem.Inputs, problem.Targets, workspace, Rate);
        Expect.SameBits(expected, Tensors(problem, [.. subject.Parameters.Values], subject), "Parameters after Descend");
    }

    private static void Gradients(GraphProblem problem, Gradients expected, ParameterBlock actual, string what)
    {
        double largest = expected.Tensors.Values.Max(values => values.Max(Math.Abs));
        foreach ((string name, double[] values) in expected.Tensors)
        {
            var found = new float[values.Length];
            actual.CopyTo(name, found);
            Expect.CloseTensor(values, found, GradientTolerance * Math.Max(values.Max(Math.Abs), 1e-3 * largest), $"{what} of {name}");
        }
    }

    private static void Close(double[] expected, float[] actual, double tolerance, string what)
    {
        Expect.True(expected.Length == actual.Length, () => $"{what}: {actual.Length} numbers, not {expected.Length}");
        for (int i = 0; i < expected.Length; i++)
            Expect.Close(expected[i], actual[i], tolerance * Math.Max(1, Math.Abs(expected[i])), $"{what}[{i}]");
    }

    /// <summary>The trained tensors among a block's values, without padding.</summary>
    private static float[] Tensors(GraphProblem problem, float[] values, ISubject subject)
    {
        ParameterBlock block = subject.Clone().Parameters;
        values.CopyTo(block.Values);
        return Read(problem.Spec.Tensors().Where(tensor => !tensor.IsStatistic), block);
    }

    private static float[] Statistics(GraphProblem problem, ParameterBlock block) => Read(problem.Spec.Tensors().Where(tensor => tensor.IsStatistic), block);

    private static float[] Read(IEnumerable<TensorSpec> tensors, ParameterBlock block) => [.. tensors.SelectMany(tensor =>
    {
        var values = new float[tensor.Length];
        block.CopyTo(tensor.Name, values);
        return values;
    })];
}
