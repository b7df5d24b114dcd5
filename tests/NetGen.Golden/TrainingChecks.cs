using System.Reflection;
using NetGen.Training;

namespace NetGen.Golden;

/// <summary>Compares a network with its fixture: outputs, loss, gradients, running statistics, and what a few steps change.</summary>
internal static class TrainingChecks
{
    // Adaptive methods divide by the magnitude of the gradient, so rounding errors of small gradients matter as much as those of large ones.
    private const double Tolerance = 1e-5, AdaptiveTolerance = 1e-4;

    /// <param name="fixture">PyTorch's results.</param>
    /// <param name="carryState">Whether each batch continues the one before it.</param>
    public static void Check<TNetwork>(LayerFixture fixture, bool carryState = false) where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        TNetwork network = CheckOutputs<TNetwork>(fixture);
        (Optimizer optimizer, double tolerance) = OptimizerOf(fixture.Optimizer!);
        Workspace workspace = TNetwork.CreateWorkspace(fixture.Batch(TNetwork.InputLength));
        workspace.CarryState = carryState;
        for (int step = 0; step < fixture.Steps; step++)
        {
            float loss = network.ComputeGradients(fixture.Of(fixture.Inputs, step), fixture.Of(fixture.Targets!, step), workspace);
            if (step == 0)
            {
                Fixtures.AssertClose([fixture.Loss!.Value], [loss], Tolerance * Math.Max(1, fixture.Loss.Value), "loss");
                Fixtures.AssertClose(fixture.Gradients!, workspace.Gradients, Tolerance);
                Fixtures.AssertClose(fixture.StatisticsAfterOne!, network.Parameters, Tolerance);
                if (typeof(TNetwork).GetCustomAttribute<NetworkAttribute>()!.InputGradients)
                    Fixtures.AssertClose(fixture.InputGradients!, workspace.InputGradients.ToArray(), Tolerance * fixture.InputGradients!.Max(Math.Abs), "gradients of the inputs");
            }
            if (fixture.Losses is not null)
                Fixtures.AssertClose([fixture.Losses[step]], [loss], tolerance * Math.Max(1, fixture.Losses[step]), $"loss of step {step}");
            optimizer.Step(network.Parameters, workspace.Gradients);
        }
        AssertTrained(network, fixture, tolerance);
    }

    /// <summary>The steps by <c>Descend</c>, which updates parameters as their gradients are computed.</summary>
    public static void CheckDescent<TNetwork>(LayerFixture fixture, double learningRate) where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        TNetwork network = CheckOutputs<TNetwork>(fixture);
        Workspace workspace = TNetwork.CreateWorkspace(fixture.Batch(TNetwork.InputLength));
        for (int step = 0; step < fixture.Steps; step++)
            network.Descend(fixture.Of(fixture.Inputs, step), fixture.Of(fixture.Targets!, step), workspace, learningRate);
        AssertTrained(network, fixture, Tolerance);
    }

    /// <returns>The network with the fixture's parameters.</returns>
    public static TNetwork CheckOutputs<TNetwork>(LayerFixture fixture) where TNetwork : class, INetwork<TNetwork>
    {
        TNetwork network = TNetwork.Create(0);
        Fixtures.Load(network.Parameters, fixture.Parameters);
        AssertOutputs(network, fixture, fixture.Outputs, Tolerance, "outputs");
        return network;
    }

    private static void AssertTrained<TNetwork>(TNetwork network, LayerFixture fixture, double tolerance) where TNetwork : class, INetwork<TNetwork>
    {
        Fixtures.AssertClose(fixture.After!, network.Parameters, tolerance);
        AssertOutputs(network, fixture, fixture.OutputsAfter!, tolerance, "outputs after the steps");
    }

    // Inference on the first batch.
    private static void AssertOutputs<TNetwork>(TNetwork network, LayerFixture fixture, double[] expected, double tolerance, string what) where TNetwork : class, INetwork<TNetwork>
    {
        var outputs = new float[expected.Length];
        network.ForwardBatch(fixture.Of(fixture.Inputs, step: 0), outputs, TNetwork.CreateWorkspace(fixture.Batch(TNetwork.InputLength), training: false));
        Fixtures.AssertClose(expected, outputs, tolerance * Math.Max(1, expected.Max(Math.Abs)), what);
    }

    /// <returns>An optimizer, and the tolerance of parameters that it has trained.</returns>
    public static (Optimizer Optimizer, double Tolerance) OptimizerOf(string name) => name switch
    {
        "Sgd" => (new Sgd { LearningRate = 0.1 }, Tolerance),
        "Nesterov" => (new Sgd { LearningRate = 0.05, Momentum = 0.9, Nesterov = true, WeightDecay = 0.01 }, Tolerance),
        "Adam" => (new Adam { LearningRate = 0.01 }, AdaptiveTolerance),
        "RmsProp" => (new RmsProp { LearningRate = 0.002 }, AdaptiveTolerance),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No optimizer of the fixtures."),
    };
}
