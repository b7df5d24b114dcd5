using NetGen.Training;

namespace NetGen.Golden;

/// <summary>Every kind of layer against PyTorch's modules in float64: outputs, loss, gradients, and the parameters, running statistics and outputs after a few steps.</summary>
public class LayerTests
{
    // Adaptive methods divide by the magnitude of the gradient, so rounding errors of small gradients matter as much as those of large ones.
    private const double Tolerance = 1e-5, AdaptiveTolerance = 1e-4;

    [Fact] public void ConvPlain() => Check<ConvPlain>();
    [Fact] public void ConvRectangular() => Check<ConvRectangular>();
    [Fact] public void ConvStrideBeyond() => Check<ConvStrideBeyond>();
    [Fact] public void ConvSame() => Check<ConvSame>();
    [Fact] public void ConvSameEven() => Check<ConvSameEven>();
    [Fact] public void ConvSameDilated() => Check<ConvSameDilated>();
    [Fact] public void ConvDilated() => Check<ConvDilated>();
    [Fact] public void ConvGroups() => Check<ConvGroups>();
    [Fact] public void ConvDepthwise() => Check<ConvDepthwise>();
    [Fact] public void ConvDepthMultiplier() => Check<ConvDepthMultiplier>();
    [Fact] public void Conv1DPlain() => Check<Conv1DPlain>();
    [Fact] public void Conv1DSame() => Check<Conv1DSame>();
    [Fact] public void Conv1DOdd() => Check<Conv1DOdd>();
    [Fact] public void LeNetLike() => Check<LeNetLike>();
    [Fact] public void MaxPoolOverlap() => Check<MaxPoolOverlap>();
    [Fact] public void MaxPoolRectangular() => Check<MaxPoolRectangular>();
    [Fact] public void MaxPoolBeyond() => Check<MaxPoolBeyond>();
    [Fact] public void AveragePoolPadded() => Check<AveragePoolPadded>();
    [Fact] public void AveragePoolRectangular() => Check<AveragePoolRectangular>();
    [Fact] public void AveragePool1DPadded() => Check<AveragePool1DPadded>();
    [Fact] public void GlobalMaxLine() => Check<GlobalMaxLine>();
    [Fact] public void BatchNormVector() => Check<BatchNormVector>();
    [Fact] public void BatchNormImage() => Check<BatchNormImage>();
    [Fact] public void BatchNormLine() => Check<BatchNormLine>();
    [Fact] public void LayerNormVector() => Check<LayerNormVector>();
    [Fact] public void LayerNormImage() => Check<LayerNormImage>();
    [Fact] public void PReluShared() => Check<PReluShared>();
    [Fact] public void PReluChannels() => Check<PReluChannels>();
    [Fact] public void PReluVector() => Check<PReluVector>();
    [Fact] public void ReshapeBetween() => Check<ReshapeBetween>();
    [Fact] public void DropoutInference() => CheckOutputs<DropoutInference>();

    [Fact]
    public void Every_fixture_has_a_test() =>
        Assert.Equal(Fixtures.Layers.Keys.Order(), typeof(LayerTests).GetMethods().Select(method => method.Name).Intersect(Fixtures.Layers.Keys).Order());

    private static void Check<TNetwork>() where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        (TNetwork network, LayerFixture fixture) = CheckOutputs<TNetwork>();
        int inputs = fixture.Inputs.Length / LayerFixture.Steps, targets = fixture.Targets!.Length / LayerFixture.Steps;
        (Optimizer optimizer, double tolerance) = OptimizerOf(fixture.Optimizer!);
        Workspace workspace = TNetwork.CreateWorkspace(inputs / TNetwork.InputLength);
        for (int step = 0; step < LayerFixture.Steps; step++)
        {
            float loss = network.ComputeGradients(
                Fixtures.Narrow(fixture.Inputs[(step * inputs)..((step + 1) * inputs)]), Fixtures.Narrow(fixture.Targets[(step * targets)..((step + 1) * targets)]), workspace);
            if (step == 0)
            {
                Fixtures.AssertClose([fixture.Loss!.Value], [loss], Tolerance * Math.Max(1, fixture.Loss.Value), "loss");
                Fixtures.AssertClose(fixture.Gradients!, workspace.Gradients, Tolerance);
                Fixtures.AssertClose(fixture.StatisticsAfterOne!, network.Parameters, Tolerance);
            }
            optimizer.Step(network.Parameters, workspace.Gradients);
        }
        Fixtures.AssertClose(fixture.After!, network.Parameters, tolerance);
        AssertOutputs(network, fixture, fixture.OutputsAfter!, tolerance, "outputs after the steps");
    }

    private static (TNetwork Network, LayerFixture Fixture) CheckOutputs<TNetwork>() where TNetwork : class, INetwork<TNetwork>
    {
        LayerFixture fixture = Fixtures.Layers[typeof(TNetwork).Name];
        TNetwork network = TNetwork.Create(0);
        Fixtures.Load(network.Parameters, fixture.Parameters);
        AssertOutputs(network, fixture, fixture.Outputs, Tolerance, "outputs");
        return (network, fixture);
    }

    // Inference on the first batch.
    private static void AssertOutputs<TNetwork>(TNetwork network, LayerFixture fixture, double[] expected, double tolerance, string what) where TNetwork : class, INetwork<TNetwork>
    {
        float[] inputs = Fixtures.Narrow(fixture.Inputs[..(fixture.Inputs.Length / LayerFixture.Steps)]);
        var outputs = new float[expected.Length];
        network.ForwardBatch(inputs, outputs, TNetwork.CreateWorkspace(inputs.Length / TNetwork.InputLength, training: false));
        Fixtures.AssertClose(expected, outputs, tolerance * Math.Max(1, expected.Max(Math.Abs)), what);
    }

    private static (Optimizer Optimizer, double Tolerance) OptimizerOf(string name) => name switch
    {
        "Sgd" => (new Sgd { LearningRate = 0.1 }, Tolerance),
        "Nesterov" => (new Sgd { LearningRate = 0.05, Momentum = 0.9, Nesterov = true, WeightDecay = 0.01 }, Tolerance),
        "Adam" => (new Adam { LearningRate = 0.01 }, AdaptiveTolerance),
        "RmsProp" => (new RmsProp { LearningRate = 0.002 }, AdaptiveTolerance),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No optimizer of the fixtures."),
    };
}
