using NetGen.Training;

namespace NetGen.Golden;

/// <summary>Parameters after 20 steps of every optimizer against PyTorch's in float64.</summary>
public class OptimizerTests
{
    // Adaptive methods divide by the magnitude of the gradient, so rounding errors of small gradients matter as much as those of large ones.
    private const double Tolerance = 1e-5, AdaptiveTolerance = 1e-4;

    [Fact] public void Sgd() => Check(new Sgd { LearningRate = 0.1 }, Tolerance);
    [Fact] public void SgdMomentum() => Check(new Sgd { LearningRate = 0.05, Momentum = 0.9 }, Tolerance);
    [Fact] public void SgdDampening() => Check(new Sgd { LearningRate = 0.05, Momentum = 0.9, Dampening = 0.3 }, Tolerance);
    [Fact] public void SgdNesterov() => Check(new Sgd { LearningRate = 0.05, Momentum = 0.8, Nesterov = true }, Tolerance);
    [Fact] public void SgdWeightDecay() => Check(new Sgd { LearningRate = 0.1, WeightDecay = 0.01 }, Tolerance);
    [Fact] public void SgdEverything() => Check(new Sgd { LearningRate = 0.05, Momentum = 0.9, WeightDecay = 0.02, Nesterov = true }, Tolerance);
    [Fact] public void RmsProp() => Check(new RmsProp { LearningRate = 0.002 }, AdaptiveTolerance);
    [Fact] public void RmsPropMomentum() => Check(new RmsProp { LearningRate = 0.002, Alpha = 0.9, Momentum = 0.5 }, AdaptiveTolerance);
    [Fact] public void RmsPropCentered() => Check(new RmsProp { LearningRate = 0.002, Epsilon = 1e-4, Centered = true }, AdaptiveTolerance);
    [Fact] public void RmsPropEverything() => Check(new RmsProp { LearningRate = 0.002, Alpha = 0.95, Epsilon = 1e-4, Momentum = 0.7, Centered = true, WeightDecay = 0.01 }, AdaptiveTolerance);
    [Fact] public void Adagrad() => Check(new Adagrad { LearningRate = 0.05 }, AdaptiveTolerance);
    [Fact] public void AdagradEverything() => Check(new Adagrad { LearningRate = 0.05, LearningRateDecay = 0.1, WeightDecay = 0.01, InitialAccumulator = 0.2 }, AdaptiveTolerance);
    [Fact] public void Adam() => Check(new Adam { LearningRate = 0.01 }, AdaptiveTolerance);
    [Fact] public void AdamEverything() => Check(new Adam { LearningRate = 0.01, Beta1 = 0.8, Beta2 = 0.99, Epsilon = 1e-6, WeightDecay = 0.05 }, AdaptiveTolerance);
    [Fact] public void AdamW() => Check(new AdamW { LearningRate = 0.01 }, AdaptiveTolerance);
    [Fact] public void AdamWDecay() => Check(new AdamW { LearningRate = 0.01, Beta1 = 0.85, Beta2 = 0.95, WeightDecay = 0.3 }, AdaptiveTolerance);

    [Fact]
    public void Every_fixture_has_a_test() =>
        Assert.Equal(Fixtures.Optimizers.After.Keys.Order(), typeof(OptimizerTests).GetMethods().Select(method => method.Name).Intersect(Fixtures.Optimizers.After.Keys).Order());

    private static void Check(Optimizer optimizer, double tolerance, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        OptimizerFixture fixture = Fixtures.Optimizers;
        var network = new Optimized();
        Fixtures.Load(network.Parameters, fixture.Parameters);
        float[] inputs = Fixtures.Narrow(fixture.Inputs), targets = Fixtures.Narrow(fixture.Targets);
        int inputsOfBatch = fixture.Batch * Optimized.InputLength, targetsOfBatch = fixture.Batch * Optimized.OutputLength;
        Workspace workspace = Optimized.CreateWorkspace(fixture.Batch);
        for (int step = 0; step < inputs.Length / inputsOfBatch; step++)
        {
            network.ComputeGradients(inputs.AsSpan(step * inputsOfBatch, inputsOfBatch), targets.AsSpan(step * targetsOfBatch, targetsOfBatch), workspace);
            optimizer.Step(network.Parameters, workspace.Gradients);
        }
        Assert.Equal(20, optimizer.StepCount);
        Fixtures.AssertClose(fixture.After[name], network.Parameters, tolerance);
    }
}
