using NetGen.Bits;
using NetGen.Training;

namespace NetGen.Tests.Allocation;

/// <summary>A manual training step, gradients followed by any optimizer, allocates nothing on the managed heap.</summary>
public class OptimizerAllocationTests
{
    public static TheoryData<string> Optimizers => [.. All.Keys];

    private static Dictionary<string, Func<Optimizer>> All { get; } = new()
    {
        ["Sgd"] = () => new Sgd(),
        ["Sgd with momentum"] = () => new Sgd { Momentum = 0.9, Nesterov = true, WeightDecay = 0.01 },
        ["RmsProp"] = () => new RmsProp(),
        ["RmsProp with everything"] = () => new RmsProp { Momentum = 0.9, Centered = true, WeightDecay = 0.01 },
        ["Adagrad"] = () => new Adagrad(),
        ["Adam"] = () => new Adam(),
        ["AdamW"] = () => new AdamW(),
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_step_allocates_nothing(string name)
    {
        Optimizer optimizer = All[name]();
        var network = new Classifier(seed: 1);
        Workspace workspace = Classifier.CreateWorkspace(batchCapacity: 40);
        var inputs = new float[40 * Classifier.InputLength];
        var targets = new float[40 * Classifier.OutputLength];
        inputs.AsSpan().Fill(0.1f);
        targets.AsSpan().Fill(0.1f);
        for (int warmUp = 0; warmUp < 3; warmUp++)
        {
            network.ComputeGradients(inputs, targets, workspace);
            optimizer.Step(network.Parameters, workspace.Gradients);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 100; step++)
        {
            network.ComputeGradients(inputs, targets, workspace);
            optimizer.LearningRate = 1e-3 / (1 + step);
            optimizer.Step(network.Parameters, workspace.Gradients);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
