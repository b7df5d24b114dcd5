using NetGen.Training;

namespace NetGen.Tests.Optimizers;

public class OptimizerStateTests
{
    public static TheoryData<Func<Optimizer>, string[]> States() => new()
    {
        { () => new Sgd(), [] },
        { () => new Sgd { Momentum = 0.9 }, ["momentum_buffer"] },
        { () => new RmsProp(), ["square_avg"] },
        { () => new RmsProp { Momentum = 0.9, Centered = true }, ["square_avg", "momentum_buffer", "grad_avg"] },
        { () => new Adagrad(), ["sum"] },
        { () => new Adam(), ["exp_avg", "exp_avg_sq"] },
        { () => new AdamW(), ["exp_avg", "exp_avg_sq"] },
    };

    [Theory]
    [MemberData(nameof(States))]
    public void State_has_the_names_of_PyTorch_from_the_first_step_on(Func<Optimizer> make, string[] names)
    {
        var (parameters, gradients) = Blocks.Drawn(16);
        Optimizer optimizer = make();
        Assert.Empty(optimizer.State);
        optimizer.Step(parameters, gradients);
        Assert.Equal(names, optimizer.State.Keys);
        Assert.All(optimizer.State.Values, block => Assert.Contains(block.Values.ToArray(), value => value != 0));
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Reset_restores_the_initial_state(Func<Optimizer> make, string[] names)
    {
        var (parameters, gradients) = Blocks.Drawn(16);
        var (other, _) = Blocks.Drawn(16, parameters.Layout);
        Optimizer optimizer = make();
        optimizer.Step(parameters, gradients);
        optimizer.Reset();
        Assert.Equal(0, optimizer.StepCount);
        Assert.Empty(optimizer.State);
        optimizer.Step(other, gradients);
        Assert.True(parameters.Values.SequenceEqual(other.Values));
        Assert.Equal(names.Length, optimizer.State.Count);
    }

    [Fact]
    public void A_step_on_another_block_is_an_error()
    {
        var (parameters, gradients) = Blocks.Drawn(16);
        var (other, _) = Blocks.Drawn(16, parameters.Layout);
        var optimizer = new Adam();
        optimizer.Step(parameters, gradients);
        float[] before = other.Values.ToArray();
        var error = Assert.Throws<InvalidOperationException>(() => optimizer.Step(other, gradients));
        Assert.Contains("state of another parameter block (of Drawn, after 1 steps)", error.Message);
        Assert.Equal(before, other.Values.ToArray());
        Assert.Equal(1, optimizer.StepCount);
    }

    [Fact]
    public void Gradients_of_another_network_are_an_error() =>
        Assert.Throws<ArgumentException>(() => new Sgd().Step(Blocks.Drawn(16).Parameters, Blocks.Drawn(16).Gradients));

    [Theory]
    [MemberData(nameof(States))]
    public void A_step_allocates_nothing(Func<Optimizer> make, string[] names)
    {
        var (parameters, gradients) = Blocks.Drawn(100);
        Optimizer optimizer = make();
        optimizer.Step(parameters, gradients);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 10; step++)
            optimizer.Step(parameters, gradients);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(names.Length, optimizer.State.Count);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Decaying_state_becomes_zero_instead_of_subnormal(Func<Optimizer> make, string[] names)
    {
        var (parameters, gradients) = Blocks.Drawn(48);
        Optimizer optimizer = make();
        optimizer.Step(parameters, gradients);
        Assert.Equal(names.Length, optimizer.State.Count);
        for (int step = 0; step < 3000; step++)
        {
            gradients.Values.Fill(step % 2 == 0 ? 0 : float.Epsilon);
            optimizer.Step(parameters, gradients);
            Assert.All(optimizer.State.Values, state => Assert.False(HasDenormals(state)));
            Assert.False(HasDenormals(parameters));
        }

        static bool HasDenormals(ParameterBlock block)
        {
            foreach (float value in block.Values)
                if (float.IsSubnormal(value))
                    return true;
            return false;
        }
    }

    [Fact]
    public void State_is_flushed_below_two_to_the_minus_120() => Assert.Equal(Elementwise.Smallest, MathF.ScaleB(1, -120));

    public static TheoryData<Action, string> BadSettings() => new()
    {
        { () => new Sgd { LearningRate = -1 }, "LearningRate" },
        { () => new Adam { LearningRate = double.NaN }, "LearningRate" },
        { () => new Adam { LearningRate = double.PositiveInfinity }, "LearningRate" },
        { () => new Adam { LearningRate = 1e300 }, "LearningRate" },
        { () => new Sgd { LearningRate = 3.5e38 }, "LearningRate" },
        { () => new Sgd { WeightDecay = 1e39 }, "WeightDecay" },
        { () => new Sgd { Dampening = -1e39 }, "Dampening" },
        { () => new Sgd { Momentum = -0.1 }, "Momentum" },
        { () => new Sgd { Dampening = double.NaN }, "Dampening" },
        { () => new Sgd { WeightDecay = -1 }, "WeightDecay" },
        { () => new RmsProp { Alpha = 1 }, "Alpha" },
        { () => new RmsProp { Epsilon = -1e-8 }, "Epsilon" },
        { () => new RmsProp { Momentum = double.NaN }, "Momentum" },
        { () => new RmsProp { WeightDecay = -1 }, "WeightDecay" },
        { () => new Adagrad { LearningRateDecay = -1 }, "LearningRateDecay" },
        { () => new Adagrad { InitialAccumulator = -1 }, "InitialAccumulator" },
        { () => new Adagrad { Epsilon = -1 }, "Epsilon" },
        { () => new Adagrad { WeightDecay = -1 }, "WeightDecay" },
        { () => new Adam { Beta1 = 1 }, "Beta1" },
        { () => new Adam { Beta2 = -0.1 }, "Beta2" },
        { () => new Adam { Epsilon = double.NaN }, "Epsilon" },
        { () => new AdamW { WeightDecay = -1 }, "WeightDecay" },
    };

    [Theory]
    [MemberData(nameof(BadSettings))]
    public void Invalid_settings_are_rejected_by_name(Action make, string name) =>
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(make).ParamName);

    [Fact]
    public void Nesterov_without_momentum_is_rejected_at_the_first_step()
    {
        var (parameters, gradients) = Blocks.Drawn(16);
        Assert.Throws<InvalidOperationException>(() => new Sgd { Nesterov = true }.Step(parameters, gradients));
        Assert.Throws<InvalidOperationException>(() => new Sgd { Nesterov = true, Momentum = 0.9, Dampening = 0.1 }.Step(parameters, gradients));
    }
}
