using NetGen.Training;

namespace NetGen.Tests.Optimizers;

public class OptimizerFormulaTests
{
    private const int Steps = 60;

    // Odd, so that the remainder that does not fill a vector is covered too.
    private const int Length = 83;

    /// <summary>An optimizer, the reference with the same settings, and the allowed error relative to the largest parameter.</summary>
    public static TheoryData<string, Func<Optimizer>, Func<Update>, double> Cases() => new()
    {
        { "sgd", () => new Sgd(), () => ReferenceOptimizers.Sgd(1e-3), 1e-6 },
        { "sgd, momentum", () => new Sgd { LearningRate = 0.01, Momentum = 0.9 }, () => ReferenceOptimizers.Sgd(0.01, 0.9), 1e-6 },
        { "sgd, dampening, decay", () => new Sgd { LearningRate = 0.01, Momentum = 0.8, Dampening = 0.3, WeightDecay = 0.1 }, () => ReferenceOptimizers.Sgd(0.01, 0.8, 0.3, decay: 0.1), 1e-6 },
        { "sgd, nesterov", () => new Sgd { LearningRate = 0.01, Momentum = 0.9, Nesterov = true, WeightDecay = 0.01 }, () => ReferenceOptimizers.Sgd(0.01, 0.9, nesterov: true, decay: 0.01), 1e-6 },
        { "rmsprop", () => new RmsProp(), () => ReferenceOptimizers.RmsProp(0.01), 1e-5 },
        { "rmsprop, momentum, decay", () => new RmsProp { LearningRate = 0.003, Alpha = 0.9, Momentum = 0.7, WeightDecay = 0.1, Epsilon = 1e-4 }, () => ReferenceOptimizers.RmsProp(0.003, 0.9, 1e-4, 0.7, decay: 0.1), 1e-5 },
        { "rmsprop, centered", () => new RmsProp { LearningRate = 0.003, Centered = true, Momentum = 0.5 }, () => ReferenceOptimizers.RmsProp(0.003, momentum: 0.5, centered: true), 1e-5 },
        { "adagrad", () => new Adagrad(), () => ReferenceOptimizers.Adagrad(0.01), 1e-5 },
        { "adagrad, all settings", () => new Adagrad { LearningRate = 0.1, LearningRateDecay = 0.05, InitialAccumulator = 0.2, Epsilon = 1e-3, WeightDecay = 0.02 }, () => ReferenceOptimizers.Adagrad(0.1, 0.05, 0.2, 1e-3, 0.02), 1e-5 },
        { "adam", () => new Adam(), () => ReferenceOptimizers.Adam(1e-3), 1e-5 },
        { "adam, all settings", () => new Adam { LearningRate = 0.02, Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-3, WeightDecay = 0.1 }, () => ReferenceOptimizers.Adam(0.02, 0.8, 0.95, 1e-3, 0.1), 1e-5 },
        { "adam, no averages", () => new Adam { Beta1 = 0, Beta2 = 0 }, () => ReferenceOptimizers.Adam(1e-3, 0, 0), 1e-5 },
        { "adamw", () => new AdamW(), () => ReferenceOptimizers.Adam(1e-3, decay: 0.01, decoupled: true), 1e-5 },
        { "adamw, decay", () => new AdamW { LearningRate = 0.01, WeightDecay = 0.5 }, () => ReferenceOptimizers.Adam(0.01, decay: 0.5, decoupled: true), 1e-5 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Parameters_follow_the_formula(string name, Func<Optimizer> make, Func<Update> makeReference, double tolerance)
    {
        var (parameters, gradients) = Blocks.Drawn(Length);
        var random = new SeededRandom(5);
        double[] expected = [.. parameters.Values.ToArray().Select(p => (double)p)];
        Update[] updates = [.. expected.Select(_ => makeReference())];
        Optimizer optimizer = make();
        for (int step = 1; step <= Steps; step++)
        {
            for (int i = 0; i < Length; i++)
            {
                // Magnitudes from 1e-4 to 1, so that every ε and every average matters.
                gradients.Values[i] = random.NextNormal() * MathF.Pow(10, -(i % 5));
                expected[i] = updates[i](expected[i], gradients.Values[i], step);
            }
            optimizer.Step(parameters, gradients);
        }
        double largest = expected.Max(Math.Abs);
        for (int i = 0; i < Length; i++)
            Assert.True(Math.Abs(parameters.Values[i] - expected[i]) <= tolerance * largest, $"{name}: parameter {i} is {parameters.Values[i]}, not {expected[i]}");
        Assert.Equal(Steps, optimizer.StepCount);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Ranges_of_any_size_give_the_same_bits(string name, Func<Optimizer> make, Func<Update> makeReference, double tolerance)
    {
        // A range of one element runs on a single lane, the whole block on the widest vectors.
        _ = (makeReference, tolerance);
        var (whole, gradients) = Blocks.Drawn(Length);
        var (single, _) = Blocks.Drawn(Length, whole.Layout);
        Optimizer first = make(), second = make();
        for (int step = 0; step < 5; step++)
        {
            gradients.Initialize((ulong)step);
            first.Step(whole, gradients);
            second.Begin(single, gradients);
            for (int i = 0; i < Length; i++)
                second.Update(gradients, i, 1);
        }
        Assert.True(whole.Values.SequenceEqual(single.Values), name);
        foreach (string state in first.State.Keys)
            Assert.True(first.State[state].Values.SequenceEqual(second.State[state].Values), $"{name}: {state}");
    }

    [Fact]
    public void Learning_rate_may_change_between_steps()
    {
        var (parameters, gradients) = Blocks.Drawn(16);
        var sgd = new Sgd { LearningRate = 1 };
        float start = parameters.Values[3], g = gradients.Values[3];
        sgd.Step(parameters, gradients);
        sgd.LearningRate = 0;
        sgd.Step(parameters, gradients);
        sgd.LearningRate = 0.5;
        sgd.Step(parameters, gradients);
        Assert.Equal(start - 1.5f * g, parameters.Values[3], 1e-6f);
    }

    [Fact]
    public void Constant_gradients_do_not_make_centred_RmsProp_NaN()
    {
        var (parameters, gradients) = Blocks.Drawn(64);
        var optimizer = new RmsProp { Centered = true, Alpha = 0.5 };
        for (int step = 0; step < 200; step++)
            optimizer.Step(parameters, gradients);
        Assert.All(parameters.Values.ToArray(), p => Assert.True(float.IsFinite(p)));
    }
}
