using NetGen.Tests.Reference;

namespace NetGen.Tests.RandomCases;

/// <summary>Training: loss and gradients close to the reference, and of the same bits by every way that leads to them.</summary>
public static class GradientChecks
{
    private const double LossTolerance = 1e-5, Tolerance = 1e-4;

    public static void Run(Problem problem, ITrainableSubject subject, float[] outputs)
    {
        int batch = problem.Batch;
        Workspace workspace = subject.CreateWorkspace(batch, training: true);
        float loss = subject.ComputeGradients(problem.Inputs, problem.Targets, workspace);
        Expect.CloseOutputs([problem.ExpectedLoss], [loss], LossTolerance, "The loss");
        Compare(problem, ofBackward: false, workspace.Gradients);
        float[] gradients = Tensors(problem.Spec, workspace.Gradients);

        var again = new float[outputs.Length];
        float lossAlone = subject.ComputeLoss(problem.Inputs, problem.Targets, again, workspace);
        Expect.SameBits([loss], [lossAlone], "ComputeLoss against ComputeGradients");
        Expect.SameBits(outputs, again, "ComputeLoss's outputs against ForwardBatch");

        again.AsSpan().Fill(float.NaN);
        subject.ForwardTraining(problem.Inputs, again, workspace);
        Expect.SameBits(outputs, again, "ForwardTraining against ForwardBatch");
        subject.Backward(problem.Inputs, problem.OutputGradients, workspace);
        Compare(problem, ofBackward: true, workspace.Gradients);

        CompareShards(problem, subject, workspace, loss, gradients);

        Workspace larger = subject.CreateWorkspace(batch + 300, training: true);
        float lossInLarger = subject.ComputeGradients(problem.Inputs, problem.Targets, larger);
        Expect.SameBits([loss], [lossInLarger], "The loss in a larger workspace");
        Expect.SameBits(gradients, Tensors(problem.Spec, larger.Gradients), "The gradients in a larger workspace");
    }

    /// <summary>Every tensor of a block, one after another in PyTorch's order: the block without its padding.</summary>
    public static float[] Tensors(NetworkSpec spec, ParameterBlock block)
    {
        List<float> values = [];
        foreach ((string name, int[] shape) in ReferenceNetwork.Tensors(spec))
        {
            var tensor = new float[shape.Aggregate(1, (a, b) => a * b)];
            block.CopyTo(name, tensor);
            values.AddRange(tensor);
        }
        return [.. values];
    }

    // The trainer's way: each shard by itself, as threads do, added in shard order.
    private static void CompareShards(Problem problem, ITrainableSubject subject, Workspace workspace, float loss, float[] gradients)
    {
        double total = 0;
        float[] sum = [];
        for (int shard = 0; shard < Shards.Count(problem.Batch); shard++)
        {
            (int start, int length) = Shards.Range(shard, problem.Batch);
            total += subject.ComputeShardGradients(
                problem.Inputs.AsSpan(start * problem.Spec.InputLength, length * problem.Spec.InputLength),
                problem.Targets.AsSpan(start * problem.Spec.OutputLength, length * problem.Spec.OutputLength),
                workspace, problem.Batch);
            float[] share = Tensors(problem.Spec, workspace.Gradients);
            sum = shard == 0 ? share : [.. sum.Zip(share, (a, b) => a + b)];
        }
        Expect.SameBits([loss], [(float)total], "The shards' losses added");
        Expect.SameBits(gradients, sum, "The shards' gradients added");
    }

    // Relative to the tensor's largest magnitude; where everything cancels in a tensor, to a thousandth of the network's largest.
    // What single precision can't tell apart is not asked of it.
    private static void Compare(Problem problem, bool ofBackward, ParameterBlock actual)
    {
        GradientSums expected = ofBackward ? problem.ExpectedBackward() : problem.ExpectedGradients();
        GradientSums? uncertainty = null;
        double largest = expected.Names.Max(name => Largest(expected[name]));
        foreach (string name in expected.Names)
        {
            var values = new float[expected[name].Length];
            actual.CopyTo(name, values);
            double tolerance = Tolerance * Math.Max(Largest(expected[name]), 1e-3 * largest) + 1e-12;
            if (!IsWithin(expected[name], values, tolerance))
                tolerance += 2 * Largest((uncertainty ??= problem.Uncertainty(ofBackward))[name]);
            Expect.CloseTensor(expected[name], values, tolerance, $"{(ofBackward ? "Backward's gradient" : "Gradient")} of {name}");
        }
    }

    private static bool IsWithin(double[] expected, float[] actual, double tolerance) =>
        !expected.Zip(actual, (e, a) => Math.Abs(e - a) <= tolerance).Contains(false);

    private static double Largest(double[] values) => values.Max(Math.Abs);
}
