using NetGen.Tests.Reference;

namespace NetGen.Tests.RandomCases;

/// <summary>Checks that loss, gradients and running statistics are close to the reference, and bit-identical for all methods that compute them.</summary>
public static class GradientChecks
{
    private const double ForwardTolerance = 1e-5, Tolerance = 1e-4;

    public static void Run(Problem problem, ITrainableSubject subject, float[] outputs)
    {
        int batch = problem.Batch;
        NetworkSpec spec = problem.Spec;
        Workspace workspace = subject.CreateWorkspace(batch, training: true);
        float loss = ComputeGradients(problem, subject, workspace);
        problem.Trained(problem.Loss).Compare([loss], ForwardTolerance, "The loss");
        Compare(problem, problem.Trained(trace => problem.Gradients(trace, ofBackward: false)), workspace.Gradients, "Gradient");
        CompareStatistics(problem, subject, "ComputeGradients");
        float[] gradients = Tensors(spec, workspace.Gradients), statistics = Statistics(spec, subject.Parameters);

        problem.LoadInto(subject.Parameters);
        float[] initial = Statistics(spec, subject.Parameters), again = new float[outputs.Length];
        float lossAlone = subject.ComputeLoss(problem.Inputs, problem.Targets, again, workspace);
        Expect.SameBits(outputs, again, "ComputeLoss's outputs against ForwardBatch");
        problem.Inferred(problem.Loss).Compare([lossAlone], ForwardTolerance, "ComputeLoss");
        Expect.SameBits(initial, Statistics(spec, subject.Parameters), "Running statistics after inference");

        problem.Prepare(workspace);
        again.AsSpan().Fill(float.NaN);
        subject.ForwardTraining(problem.Inputs, again, workspace);
        ExpectStep(problem, workspace, "ForwardTraining");
        problem.Trained(trace => [.. trace.Outputs.SelectMany(y => y)]).Compare(again, ForwardTolerance, "ForwardTraining's outputs");
        Expect.SameBits(statistics, Statistics(spec, subject.Parameters), "Running statistics after ForwardTraining against ComputeGradients");
        subject.Backward(problem.Inputs, problem.OutputGradients, workspace);
        Compare(problem, problem.Trained(trace => problem.Gradients(trace, ofBackward: true)), workspace.Gradients, "Backward's gradient");
        Expect.SameBits(statistics, Statistics(spec, subject.Parameters), "Running statistics after Backward");
        ExpectStep(problem, workspace, "Backward");

        if (!spec.HasModes)
        {
            Expect.SameBits([loss], [lossAlone], "ComputeLoss against ComputeGradients");
            Expect.SameBits(outputs, again, "ForwardTraining against ForwardBatch");
        }
        CompareShards(problem, subject, loss, gradients, statistics);

        Workspace larger = subject.CreateWorkspace(batch + 300, training: true);
        Expect.SameBits([loss], [ComputeGradients(problem, subject, larger)], "The loss in a larger workspace");
        Expect.SameBits(gradients, Tensors(spec, larger.Gradients), "The gradients in a larger workspace");
        Expect.SameBits(statistics, Statistics(spec, subject.Parameters), "Running statistics after a pass in a larger workspace");
        problem.LoadInto(subject.Parameters);
    }

    /// <summary>Checks that loss and gradients by samples' weights are close to the reference.</summary>
    public static void CompareWeighted(Problem problem, double[] weights, float loss, ParameterBlock gradients)
    {
        problem.Trained(trace => problem.Loss(trace, weights)).Compare([loss], ForwardTolerance, "The weighted loss");
        Compare(problem, problem.Trained(trace => problem.Gradients(trace, weights)), gradients, "Weighted gradient");
    }

    /// <summary>Runs a training pass from the problem's weights, statistics, seed and step.</summary>
    public static float ComputeGradients(Problem problem, ITrainableSubject subject, Workspace workspace)
    {
        problem.LoadInto(subject.Parameters);
        problem.Prepare(workspace);
        float loss = subject.ComputeGradients(problem.Inputs, problem.Targets, workspace);
        ExpectStep(problem, workspace, "ComputeGradients");
        return loss;
    }

    /// <summary>Every trained tensor of a block, concatenated in PyTorch's order, without padding.</summary>
    public static float[] Tensors(NetworkSpec spec, ParameterBlock block) => Read(ReferenceNetwork.Tensors(spec).Where(tensor => !tensor.IsStatistic), block);

    /// <summary>Every running statistic of a block.</summary>
    public static float[] Statistics(NetworkSpec spec, ParameterBlock block) => Read(ReferenceNetwork.Tensors(spec).Where(tensor => tensor.IsStatistic), block);

    private static float[] Read(IEnumerable<TensorSpec> tensors, ParameterBlock block)
    {
        List<float> values = [];
        foreach (TensorSpec spec in tensors)
        {
            var tensor = new float[spec.Length];
            block.CopyTo(spec.Name, tensor);
            values.AddRange(tensor);
        }
        return [.. values];
    }

    private static void ExpectStep(Problem problem, Workspace workspace, string after) =>
        Expect.True(workspace.Step == problem.Training.Step + 1, () => $"After {after} the step is {workspace.Step}, not {problem.Training.Step + 1}");

    private static void CompareStatistics(Problem problem, ITrainableSubject subject, string after)
    {
        foreach (TensorSpec statistic in ReferenceNetwork.Tensors(problem.Spec).Where(tensor => tensor.IsStatistic))
        {
            var actual = new float[statistic.Length];
            subject.Parameters.CopyTo(statistic.Name, actual);
            problem.Trained(trace => problem.Statistics(trace)[statistic.Name]).Compare(actual, ForwardTolerance, $"{statistic.Name} after {after}");
        }
    }

    // As the trainer does: each shard in its own workspace, phase after phase; the shards' results are added in shard order.
    private static void CompareShards(Problem problem, ITrainableSubject subject, float loss, float[] gradients, float[] statistics)
    {
        problem.LoadInto(subject.Parameters);
        (int Start, int Length)[] ranges = [.. Enumerable.Range(0, Shards.Count(problem.Batch)).Select(shard => Shards.Range(shard, problem.Batch))];
        Workspace[] workspaces = [.. ranges.Select(range => subject.CreateWorkspace(range.Length, training: true))];
        for (int shard = 0; shard < ranges.Length; shard++)
        {
            problem.Prepare(workspaces[shard]);
            workspaces[shard].FirstSample = ranges[shard].Start;
        }
        double total = 0;
        for (int phase = 0; phase < subject.GradientPhases; phase++)
        {
            for (int shard = 0; shard < ranges.Length; shard++)
                total += subject.ComputeShardPhase(
                    phase,
                    problem.Inputs.AsSpan(ranges[shard].Start * problem.Spec.InputLength, ranges[shard].Length * problem.Spec.InputLength),
                    problem.Targets.AsSpan(ranges[shard].Start * problem.Spec.OutputLength, ranges[shard].Length * problem.Spec.OutputLength),
                    workspaces[shard], problem.Batch);
            subject.CombineShards(phase, workspaces);
        }
        float[] sum = [.. workspaces.Select(workspace => Tensors(problem.Spec, workspace.Gradients)).Aggregate((sum, share) => [.. sum.Zip(share, (a, b) => a + b)])];
        Expect.SameBits([loss], [(float)total], "The shards' losses added");
        Expect.SameBits(gradients, sum, "The shards' gradients added");
        Expect.SameBits(statistics, Statistics(problem.Spec, subject.Parameters), "Running statistics after the shards");
    }

    // The tolerance is relative to the tensor's largest magnitude, or to a thousandth of the network's largest if everything cancels in a tensor,
    // plus the uncertainty of single precision.
    private static void Compare(Problem problem, Expected expected, ParameterBlock actual, string what)
    {
        if (expected.Values.Length == 0)
            return;
        double largest = Largest(expected.Values);
        int start = 0;
        foreach (TensorSpec tensor in ReferenceNetwork.Tensors(problem.Spec).Where(tensor => !tensor.IsStatistic))
        {
            Range range = start..(start += tensor.Length);
            double[] values = expected.Values[range];
            var found = new float[tensor.Length];
            actual.CopyTo(tensor.Name, found);
            double tolerance = Tolerance * Math.Max(Largest(values), 1e-3 * largest) + 1e-12;
            if (!IsWithin(values, found, tolerance))
                tolerance += 2 * Largest(expected.Uncertainty[range]);
            Expect.CloseTensor(values, found, tolerance, $"{what} of {tensor.Name}");
        }
    }

    private static bool IsWithin(double[] expected, float[] actual, double tolerance) =>
        !expected.Zip(actual, (e, a) => Math.Abs(e - a) <= tolerance).Contains(false);

    private static double Largest(double[] values) => values.Max(Math.Abs);
}
