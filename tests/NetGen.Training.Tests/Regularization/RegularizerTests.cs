using NetGen.Data;

namespace NetGen.Training.Tests.Regularization;

/// <summary>Penalties, limits and clipping.</summary>
public sealed class RegularizerTests
{
    private static readonly Dataset s_data = Datasets.Points(30);

    private static (ParameterBlock Parameters, ParameterBlock Gradients) Blocks()
    {
        var network = new Classifier(seed: 3);
        network.Parameters.CopyFrom("dense2.bias", [0.5f, -0.25f, 0]);
        var gradients = new ParameterBlock(network.Parameters.Layout);
        gradients.Values.Fill(0.125f);
        return (network.Parameters, gradients);
    }

    private static float[] Tensor(ParameterBlock block, string name)
    {
        float[] values = new float[block.GetShape(name).ToArray().Aggregate(1, (product, extent) => product * extent)];
        block.CopyTo(name, values);
        return values;
    }

    [Fact]
    public void L1_adds_signs_and_L2_twice_the_weights_to_the_gradients_of_all_weights()
    {
        (ParameterBlock parameters, ParameterBlock gradients) = Blocks();
        Regularizer.L1(0.5).AddGradients(parameters, gradients);
        Regularizer.L2(0.25).AddGradients(parameters, gradients);
        foreach (string name in (string[])["hidden.weight", "dense2.weight"])
            Assert.Equal(Tensor(parameters, name).Select(w => 0.125f + 0.5f * w + 0.5f * MathF.Sign(w)), Tensor(gradients, name), (a, b) => Math.Abs(a - b) < 1e-6f);
        Assert.All(Tensor(gradients, "dense2.bias"), value => Assert.Equal(0.125f, value));
    }

    [Fact]
    public void A_layer_or_a_single_tensor_can_be_named()
    {
        (ParameterBlock parameters, ParameterBlock gradients) = Blocks();
        Regularizer.L1(1, "dense2.bias").AddGradients(parameters, gradients);
        Assert.Equal([1.125f, -0.875f, 0.125f], Tensor(gradients, "dense2.bias"));
        Assert.All(Tensor(gradients, "dense2.weight"), value => Assert.Equal(0.125f, value));
        Regularizer.L2(1, "hidden").AddGradients(parameters, gradients);
        Assert.All(Tensor(gradients, "dense2.weight"), value => Assert.Equal(0.125f, value));
        Assert.Equal(Tensor(parameters, "hidden.weight").Select(w => 0.125f + 2 * w), Tensor(gradients, "hidden.weight"), (a, b) => Math.Abs(a - b) < 1e-6f);
    }

    [Fact]
    public void The_largest_norm_is_that_of_each_units_weights()
    {
        ParameterBlock parameters = Blocks().Parameters;
        float[] before = Tensor(parameters, "hidden.weight");
        double[] norms = [.. before.Chunk(2).Select(unit => Math.Sqrt(unit.Sum(w => (double)w * w)))];
        double largest = norms.Order().ElementAt(4);
        Regularizer.MaxNorm(largest, "hidden").Constrain(parameters);
        float[] after = Tensor(parameters, "hidden.weight");
        for (int unit = 0; unit < norms.Length; unit++)
            for (int i = 2 * unit; i < 2 * unit + 2; i++)
                Assert.Equal(norms[unit] > largest ? before[i] * largest / norms[unit] : before[i], after[i], 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_trainer_takes_the_steps_of_a_loop_that_regularizes_and_clips(int threads)
    {
        var network = new Classifier(seed: 1);
        Regularizer[] rules = [Regularizer.L2(0.01), Regularizer.L1(0.001, "hidden"), Regularizer.MaxNorm(0.8)];
        using var trainer = new Trainer<Classifier>(network, new Adam { LearningRate = 0.1 })
        {
            BatchSize = 30, Shuffle = false, Threads = threads, ThreadingThreshold = 0, Regularizers = rules, GradientClipValue = 0.02, GradientClipNorm = 0.05,
        };
        trainer.Fit(s_data, epochs: 5);

        var expected = new Classifier(seed: 1);
        var adam = new Adam { LearningRate = 0.1 };
        Workspace workspace = Classifier.CreateWorkspace(30);
        for (int step = 0; step < 5; step++)
        {
            expected.ComputeGradients(s_data.Inputs, s_data.Targets, workspace);
            foreach (Regularizer rule in rules)
                rule.AddGradients(expected.Parameters, workspace.Gradients);
            workspace.Gradients.ClipValue(0.02);
            workspace.Gradients.ClipNorm(0.05);
            adam.Step(expected.Parameters, workspace.Gradients);
            foreach (Regularizer rule in rules)
                rule.Constrain(expected.Parameters);
        }
        Assert.Equal(expected.Parameters.Values, network.Parameters.Values);
        Assert.InRange(Tensor(network.Parameters, "dense2.weight").Chunk(8).Max(unit => Math.Sqrt(unit.Sum(w => (double)w * w))), 0.1, 0.8 + 1e-6);
    }

    [Fact]
    public void Clipped_values_are_limited_and_NaN_still_ends_training()
    {
        (_, ParameterBlock gradients) = Blocks();
        gradients.CopyFrom("dense2.bias", [3, -4, float.NaN]);
        gradients.ClipValue(2);
        Assert.Equal([2, -2, float.NaN], Tensor(gradients, "dense2.bias"));
        Assert.Throws<ArgumentOutOfRangeException>(() => gradients.ClipValue(0));

        using var trainer = new Trainer<Regressor>(new Regressor(), new Sgd { LearningRate = 1 }) { GradientClipValue = 1, BatchSize = 1 };
        Dataset huge = Dataset.FromArrays([3e38f, 3e38f, 3e38f], [-3e38f, 3e38f], 3, 2);
        Assert.Throws<TrainingFailedException>(() => trainer.Fit(huge, epochs: 1));
    }

    [Fact]
    public void Unknown_layers_and_strengths_out_of_range_are_rejected()
    {
        Assert.Contains("no layer 'hiden' with parameters; its layers with parameters are hidden, dense2", Assert.Throws<ArgumentException>(() => new Trainer<Classifier>(new(), new Sgd()) { Regularizers = [Regularizer.L2(1, "hiden")] }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Trainer<Classifier>(new(), new Sgd()) { Regularizers = [null!] });
        Assert.Throws<ArgumentException>(() => new Trainer<RandomClassifier>(new(), new Sgd()) { Regularizers = [Regularizer.L2(1, "norm1.running_mean")] });
        Assert.Contains("'norm1' of RandomClassifier has no weights", Assert.Throws<ArgumentException>(() => new Trainer<RandomClassifier>(new(), new Sgd()) { Regularizers = [Regularizer.L2(1, "norm1")] }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Regularizer.L2(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Regularizer.MaxNorm(0));
    }
}
