using NetGen.Training;

namespace NetGen.Tests.Training;

/// <summary>Inputs of several ranges, and a panel that is partial.</summary>
[Network(700, Loss = Loss.CrossEntropy)]
[Dense(300, Activation.Relu)]
[Dense(5, Activation.Softmax)]
public sealed partial class WideSharedNetwork;

/// <summary>Steps of plain gradient descent that update a panel of weights by all blocks at once.</summary>
public class DenseDescentTests
{
    /// <summary>One block; two, of equal and of different lengths; three; as many as there are shards; more, which take another path.</summary>
    public static TheoryData<int> Batches => [32, 33, 50, 64, 65, 256, 257];

    [Theory]
    [MemberData(nameof(Batches))]
    public void A_step_has_the_bits_of_gradients_and_an_update(int batch)
    {
        Steps<SharedNetwork>(batch);
        Steps<WideSharedNetwork>(batch);
        Steps<SharedDropoutNetwork>(batch);
        Steps<SharedImageNetwork>(batch);
    }

    private static void Steps<TNetwork>(int batch) where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        var random = new SeededRandom(5);
        float[] inputs = new float[batch * TNetwork.InputLength], targets = new float[batch * TNetwork.OutputLength];
        foreach (ref float input in inputs.AsSpan())
            input = 2 * random.NextSingle() - 1;
        for (int i = 0; i < batch; i++)
            targets[i * TNetwork.OutputLength + i % TNetwork.OutputLength] = 1;
        TNetwork separate = TNetwork.Create(3), fused = TNetwork.Create(3);
        Workspace of = TNetwork.CreateWorkspace(batch), workspace = TNetwork.CreateWorkspace(batch);
        for (int step = 0; step < 3; step++)
        {
            float loss = separate.ComputeGradients(inputs, targets, of);
            new Sgd { LearningRate = 0.1 }.Step(separate.Parameters, of.Gradients);
            Assert.Equal(loss, fused.Descend(inputs, targets, workspace, 0.1));
            Assert.Equal(separate.Parameters.Values, fused.Parameters.Values);
        }

        // What a step leaves in the gradients, padding included, reaches no later pass.
        workspace.Step = of.Step;
        separate.ComputeGradients(inputs, targets, of);
        fused.ComputeGradients(inputs, targets, workspace);
        Assert.Equal(of.Gradients.Values, workspace.Gradients.Values);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(63)]
    public void A_loss_that_is_not_finite_updates_nothing(int sample)
    {
        float[] inputs = new float[64 * SharedNetwork.InputLength], targets = new float[64 * SharedNetwork.OutputLength];
        inputs[sample * SharedNetwork.InputLength] = float.NaN;
        var network = new SharedNetwork(1);
        float[] before = network.Parameters.Values.ToArray();
        Assert.False(float.IsFinite(network.Descend(inputs, targets, SharedNetwork.CreateWorkspace(64), 0.1)));
        Assert.Equal(before, network.Parameters.Values);
    }
}
