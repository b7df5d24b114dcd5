using NetGen.Training;

namespace NetGen.Tests.RandomCases;

/// <summary>A network, its data and how a pass is prepared: weights and running statistics are loaded, seed and step are set.</summary>
public sealed record SelectionProblem(ITrainableSubject Subject, float[] Inputs, float[] Targets, float[] OutputGradients, int Batch, int Seed, Action<Workspace> Prepare);

/// <summary>Checks that frozen layers have no gradients and do not move, that samples' weights of 1 change nothing, and that neither changes a bit of anything else.</summary>
public static class SelectionChecks
{
    private const double LearningRate = 0.03;

    /// <summary>Freezes every layer, the lower half, and some at random.</summary>
    public static void Frozen(SelectionProblem problem)
    {
        string[] layers = [.. problem.Subject.Parameters.Layout.Layers];
        if (layers.Length == 0)
            return;
        var random = new Random(problem.Seed);
        Results whole = Compute(problem, []);
        foreach (string[] named in (string[][])[layers, layers[..(layers.Length / 2)], [.. layers.Where(_ => random.Next(2) == 0)]])
        {
            problem.Subject.Parameters.Freeze(named);
            // The name of a layer stands for its parts too.
            string[] frozen = [.. layers.Where(layer => named.Any(name => layer == name || layer.StartsWith($"{name}.", StringComparison.Ordinal)))];
            Expect.True(problem.Subject.Parameters.FrozenLayers.SequenceEqual(frozen), () => $"Frozen are {string.Join(", ", problem.Subject.Parameters.FrozenLayers)}, not {string.Join(", ", frozen)}");
            Compare(problem, whole, Compute(problem, []), frozen);
            ExpectNoAllocation(problem);
            problem.Subject.Parameters.Unfreeze(frozen);
        }
    }

    /// <summary>Weights of 1 change no bit; others give the loss and the gradients of a reference.</summary>
    /// <param name="problem">The network.</param>
    /// <param name="compare">Compares a loss and gradients with the reference's by some weights.</param>
    public static void Weighted(SelectionProblem problem, Action<double[], float, ParameterBlock> compare)
    {
        Compare(problem, Compute(problem, []), Compute(problem, [.. Enumerable.Repeat(1f, problem.Batch)]), []);
        var random = new Random(problem.Seed);
        float[] weights = [.. Enumerable.Range(0, problem.Batch).Select(_ => random.Next(4) == 0 ? 0 : 2 * random.NextSingle())];
        Workspace workspace = problem.Subject.CreateWorkspace(problem.Batch, training: true);
        workspace.SampleWeights = weights;
        problem.Prepare(workspace);
        float loss = problem.Subject.ComputeGradients(problem.Inputs, problem.Targets, workspace);
        compare([.. weights.Select(weight => (double)weight)], loss, workspace.Gradients);
        Dictionary<string, float[]> gradients = Tensors(workspace.Gradients);
        (float shards, Dictionary<string, float[]> sums) = Shards(problem, weights);
        Expect.SameBits([loss], [shards], "The shards' weighted losses added");
        foreach ((string name, float[] values) in gradients)
            Expect.SameBits(values, sums[name], $"The shards' weighted gradients of {name} added");
    }

    private sealed record Results(float Loss, Dictionary<string, float[]> Gradients, Dictionary<string, float[]> OfOutputs, float ShardLoss, Dictionary<string, float[]> OfShards, Dictionary<string, float[]> Descended, Dictionary<string, float[]> Before);

    private static Results Compute(SelectionProblem problem, float[] weights)
    {
        ITrainableSubject subject = problem.Subject;
        Workspace workspace = subject.CreateWorkspace(problem.Batch, training: true);
        workspace.SampleWeights = weights;
        problem.Prepare(workspace);
        Dictionary<string, float[]> before = Tensors(subject.Parameters);
        workspace.Gradients.Values.Fill(float.NaN);
        float loss = subject.ComputeGradients(problem.Inputs, problem.Targets, workspace);
        Dictionary<string, float[]> gradients = Tensors(workspace.Gradients);
        problem.Prepare(workspace);
        workspace.Gradients.Values.Fill(float.NaN);
        subject.ForwardTraining(problem.Inputs, new float[problem.Targets.Length], workspace);
        subject.Backward(problem.Inputs, problem.OutputGradients, workspace);
        Dictionary<string, float[]> ofOutputs = Tensors(workspace.Gradients);
        (float shardLoss, Dictionary<string, float[]> ofShards) = Shards(problem, weights);
        problem.Prepare(workspace);
        Expect.SameBits([loss], [subject.Descend(problem.Inputs, problem.Targets, workspace, LearningRate)], "Descend's loss");
        Dictionary<string, float[]> descended = Tensors(subject.Parameters);
        problem.Prepare(workspace);
        return new(loss, gradients, ofOutputs, shardLoss, ofShards, descended, before);
    }

    private static void Compare(SelectionProblem problem, Results expected, Results actual, string[] frozen)
    {
        string what = frozen.Length == 0 ? "with weights of 1" : $"with {string.Join(", ", frozen)} frozen";
        Expect.SameBits([expected.Loss, expected.ShardLoss], [actual.Loss, actual.ShardLoss], $"Losses {what}");
        ParameterLayout layout = problem.Subject.Parameters.Layout;
        foreach (TensorLayout tensor in layout.Tensors)
        {
            bool isStatistic = !layout.Parameters.Contains(tensor);
            if (!isStatistic && frozen.Contains(layout.Layers[layout.LayerOf(tensor)]))
            {
                float[] zeros = new float[tensor.Length];
                Expect.SameBits(zeros, actual.Gradients[tensor.Name], $"The gradient of {tensor.Name} {what}");
                Expect.SameBits(zeros, actual.OfOutputs[tensor.Name], $"Backward's gradient of {tensor.Name} {what}");
                Expect.SameBits(zeros, actual.OfShards[tensor.Name], $"The shards' gradient of {tensor.Name} {what}");
                Expect.SameBits(actual.Before[tensor.Name], actual.Descended[tensor.Name], $"{tensor.Name} after Descend {what}");
                continue;
            }
            Expect.SameBits(expected.Descended[tensor.Name], actual.Descended[tensor.Name], $"{tensor.Name} after Descend {what}");
            if (isStatistic)
                continue;
            Expect.SameBits(expected.Gradients[tensor.Name], actual.Gradients[tensor.Name], $"The gradient of {tensor.Name} {what}");
            Expect.SameBits(expected.OfOutputs[tensor.Name], actual.OfOutputs[tensor.Name], $"Backward's gradient of {tensor.Name} {what}");
            Expect.SameBits(expected.OfShards[tensor.Name], actual.OfShards[tensor.Name], $"The shards' gradient of {tensor.Name} {what}");
        }
    }

    /// <summary>As the trainer does: each shard in a workspace of its own, phase after phase; their results are added in order.</summary>
    private static (float Loss, Dictionary<string, float[]> Gradients) Shards(SelectionProblem problem, float[] weights)
    {
        ITrainableSubject subject = problem.Subject;
        (int Start, int Length)[] ranges = [.. Enumerable.Range(0, NetGen.Shards.Count(problem.Batch)).Select(shard => NetGen.Shards.Range(shard, problem.Batch))];
        Workspace[] workspaces = [.. ranges.Select(range => subject.CreateWorkspace(range.Length, training: true))];
        for (int shard = 0; shard < ranges.Length; shard++)
        {
            problem.Prepare(workspaces[shard]);
            workspaces[shard].FirstSample = ranges[shard].Start;
            workspaces[shard].Gradients.Values.Fill(float.NaN);
            if (weights.Length > 0)
                workspaces[shard].SampleWeights = weights.AsSpan(ranges[shard].Start, ranges[shard].Length);
        }
        double loss = 0;
        for (int phase = 0; phase < subject.GradientPhases; phase++)
        {
            for (int shard = 0; shard < ranges.Length; shard++)
                loss += subject.ComputeShardPhase(
                    phase,
                    problem.Inputs.AsSpan(ranges[shard].Start * subject.InputLength, ranges[shard].Length * subject.InputLength),
                    problem.Targets.AsSpan(ranges[shard].Start * subject.OutputLength, ranges[shard].Length * subject.OutputLength),
                    workspaces[shard], problem.Batch);
            subject.CombineShards(phase, workspaces);
        }
        return ((float)loss, workspaces.Select(workspace => Tensors(workspace.Gradients)).Aggregate((sum, share) =>
            sum.ToDictionary(pair => pair.Key, pair => (float[])[.. pair.Value.Zip(share[pair.Key], (a, b) => a + b)])));
    }

    private static void ExpectNoAllocation(SelectionProblem problem)
    {
        Workspace workspace = problem.Subject.CreateWorkspace(problem.Batch, training: true);
        var outputs = new float[problem.Targets.Length];
        float[] weights = [.. Enumerable.Repeat(0.5f, problem.Batch)];
        problem.Prepare(workspace);
        long allocated = 0;
        for (int pass = 0; pass < 2; pass++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            workspace.SampleWeights = weights;
            problem.Subject.ComputeGradients(problem.Inputs, problem.Targets, workspace);
            problem.Subject.Descend(problem.Inputs, problem.Targets, workspace, 0);
            workspace.SampleWeights = default;
            problem.Subject.ForwardTraining(problem.Inputs, outputs, workspace);
            problem.Subject.Backward(problem.Inputs, problem.OutputGradients, workspace);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Expect.True(allocated == 0, () => $"Passes with frozen layers and weights allocate {allocated} bytes.");
    }

    private static Dictionary<string, float[]> Tensors(ParameterBlock block) => block.Names.ToDictionary(name => name, name =>
    {
        var values = new float[block.Layout[name].Length];
        block.CopyTo(name, values);
        return values;
    });
}
