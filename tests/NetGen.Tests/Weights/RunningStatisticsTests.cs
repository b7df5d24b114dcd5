using NetGen.Bits;
using NetGen.Training;
using static NetGen.Tests.Weights.SafetensorsFiles;

namespace NetGen.Tests.Weights;

/// <summary>Running statistics belong to a network's weights: they are copied, cloned, saved and loaded with them, and optimizers do not change them.</summary>
public class RunningStatisticsTests
{
    [Fact]
    public void They_are_saved_and_loaded()
    {
        Depthwise network = Trained();
        Depthwise loaded = Depthwise.Load(Saved(network));
        AssertSame(network, loaded);
    }

    [Fact]
    public void They_are_cloned_and_copied()
    {
        Depthwise network = Trained(), copy = new(seed: 8);
        AssertSame(network, network.Clone());
        copy.Parameters.CopyFrom(network.Parameters);
        AssertSame(network, copy);
        copy = new(seed: 8);
        copy.Parameters.Lerp(network.Parameters, 1);
        AssertSame(network, copy);
    }

    [Fact]
    public void A_clone_has_its_own()
    {
        Depthwise network = Trained(), clone = network.Clone();
        float[] before = Values(network.Parameters, "norm1.running_mean");
        Train(clone, steps: 1);
        Assert.Equal(before, Values(network.Parameters, "norm1.running_mean"));
        Assert.NotEqual(before, Values(clone.Parameters, "norm1.running_mean"));
    }

    [Fact]
    public void Optimizers_and_inference_do_not_change_them()
    {
        Depthwise network = Trained();
        float[] state = network.Parameters.Statistics.ToArray();
        Assert.NotEmpty(state);
        Workspace workspace = Depthwise.CreateWorkspace(4);
        workspace.Gradients.Values.Fill(1);
        new Adam { WeightDecay = 0.1 }.Step(network.Parameters, workspace.Gradients);
        var (inputs, targets) = Batch(4);
        network.ComputeLoss(inputs, targets, new float[targets.Length], workspace);
        network.ForwardBatch(inputs, new float[targets.Length], workspace);
        network.Forward(inputs.AsSpan(0, Depthwise.InputLength), new float[Depthwise.OutputLength]);
        Assert.Equal(state, network.Parameters.Statistics.ToArray());
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(1e30f)]
    public void A_batch_with_non_finite_statistics_changes_none(float value)
    {
        Depthwise network = Trained();
        float[] state = network.Parameters.Statistics.ToArray();
        var (inputs, targets) = Batch(4);
        // The last value is finite, but its square is not.
        inputs[Depthwise.InputLength + 1] = value;
        Workspace workspace = Depthwise.CreateWorkspace(4);
        network.ForwardTraining(inputs, new float[targets.Length], workspace);
        Assert.Equal(state, network.Parameters.Statistics.ToArray());
        network.ComputeGradients(inputs, targets, workspace);
        Assert.Equal(state, network.Parameters.Statistics.ToArray());
        network.ForwardTraining(Batch(4).Inputs, new float[targets.Length], workspace);
        Assert.NotEqual(state, network.Parameters.Statistics.ToArray());
    }

    [Fact]
    public void A_network_without_them_has_no_state() => Assert.Empty(new Pictures(seed: 1).Parameters.Statistics.ToArray());

    private static MemoryStream Saved(Depthwise network)
    {
        var file = new MemoryStream();
        network.Save(file);
        file.Position = 0;
        return file;
    }

    private static Depthwise Trained()
    {
        var network = new Depthwise(seed: 3);
        Train(network, steps: 3);
        return network;
    }

    private static void Train(Depthwise network, int steps)
    {
        var (inputs, targets) = Batch(9);
        Workspace workspace = Depthwise.CreateWorkspace(9);
        for (int step = 0; step < steps; step++)
            network.Descend(inputs, targets, workspace, learningRate: 0.1);
    }

    private static (float[] Inputs, float[] Targets) Batch(int samples)
    {
        var random = new Random(6);
        return ([.. Enumerable.Range(0, samples * Depthwise.InputLength).Select(_ => random.NextSingle())],
            [.. Enumerable.Range(0, samples * Depthwise.OutputLength).Select(i => i % (Depthwise.OutputLength + 1) == 0 ? 1f : 0)]);
    }

    private static void AssertSame(Depthwise expected, Depthwise actual)
    {
        Assert.NotSame(expected.Parameters, actual.Parameters);
        Assert.Equal(BitsOf(expected.Parameters), BitsOf(actual.Parameters));
        float[] input = Batch(1).Inputs, outputs = new float[Depthwise.OutputLength], others = new float[Depthwise.OutputLength];
        expected.Forward(input, outputs);
        actual.Forward(input, others);
        Assert.Equal(outputs, others);
    }
}
