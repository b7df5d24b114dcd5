using NetGen.Data;

namespace NetGen.Training.Tests.Callbacks;

/// <summary>Callbacks that stop training or choose its weights.</summary>
public sealed class StoppingTests
{
    private static readonly Dataset s_data = Datasets.Points(30), s_validation = Datasets.Points(30, seed: 2);

    /// <summary>A metric with given values, one for each epoch.</summary>
    private static TrainingMetric Values(bool isHigherBetter, params double[] values) => new("value", isHigherBetter, result => values[result.Epoch - 1]);

    private static (TrainingHistory History, Classifier Network, List<float[]> Weights) Train(int epochs, params Callback[] callbacks)
    {
        List<float[]> weights = [];
        var network = new Classifier(seed: 1);
        Recorder recorder = new([]) { At = (what, training) => { if (what.StartsWith("epoch", StringComparison.Ordinal) && what.EndsWith("end", StringComparison.Ordinal)) weights.Add(training.Parameters.Values.ToArray()); } };
        using var trainer = new Trainer<Classifier>(network, new Adam { LearningRate = 0.01 }) { BatchSize = 10, Callbacks = [recorder, .. callbacks] };
        return (trainer.Fit(s_data, epochs, s_validation), network, weights);
    }

    [Theory]
    [InlineData(false, 0, 4, 2)]   // 1 is best; 3, 4: two without an improvement
    [InlineData(true, 0, 3, 1)]
    [InlineData(false, 0.6, 5, 3)] // 2 → 1.5 is no improvement by more than 0.6, 2 → 0.9 is
    public void Early_stopping_waits_for_its_patience(bool isHigherBetter, double delta, int epochs, int best)
    {
        double[] values = delta > 0 ? [2, 1.5, 0.9, 0.8, 0.7, 0.6] : [2, 1, 1, double.NaN, 0.5, 0.4];
        var stopping = new EarlyStopping(Values(isHigherBetter, values), delta) { Patience = 2 };
        (TrainingHistory history, Classifier network, List<float[]> weights) = Train(6, stopping);
        Assert.Equal((epochs, best, values[best - 1]), (history.Epochs.Count, stopping.BestEpoch, stopping.BestValue));
        Assert.Equal(weights[best - 1], network.Parameters.Values.ToArray());
        Assert.Contains($"the best was epoch {best}", history.StopReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Early_stopping_may_keep_the_last_weights_and_starts_anew_in_another_Fit()
    {
        var stopping = new EarlyStopping(Values(true, 3, 2, 1, 0)) { Patience = 1, RestoreBest = false };
        (TrainingHistory history, Classifier network, List<float[]> weights) = Train(4, stopping);
        Assert.Equal(2, history.Epochs.Count);
        Assert.Equal(weights[1], network.Parameters.Values.ToArray());
        Assert.Equal(2, Train(4, stopping).History.Epochs.Count);
    }

    [Fact]
    public void Without_validation_data_the_training_loss_is_watched()
    {
        var best = new KeepBest();
        using var trainer = new Trainer<Classifier>(new Classifier(seed: 1), new Adam { LearningRate = 0.01 }) { Callbacks = [best] };
        TrainingHistory history = trainer.Fit(s_data, epochs: 3);
        Assert.Equal(history.Epochs.Min(epoch => epoch.Loss), best.BestValue);
    }

    [Fact]
    public void The_best_weights_are_kept_and_restored_also_after_an_exception()
    {
        var best = new KeepBest(Values(true, 1, 5, 2, 3));
        (_, Classifier network, List<float[]> weights) = Train(4, best);
        Assert.Equal((2, 5), (best.BestEpoch, best.BestValue));
        Assert.Equal(weights[1], network.Parameters.Values.ToArray());

        var failing = new Recorder([]) { At = (what, _) => { if (what == "epoch 4 begin") throw new InvalidDataException(); } };
        var survivor = new Classifier(seed: 1);
        using var trainer = new Trainer<Classifier>(survivor, new Adam { LearningRate = 0.01 }) { BatchSize = 10, Callbacks = [new KeepBest(Values(true, 1, 5, 2, 3)), failing] };
        Assert.Throws<InvalidDataException>(() => trainer.Fit(s_data, 4, s_validation));
        Assert.Equal(weights[1], survivor.Parameters.Values.ToArray());
    }

    [Fact]
    public void A_loss_that_is_not_finite_stops_instead_of_throwing()
    {
        float[] inputs = [.. s_data.Inputs];
        inputs[^1] = float.NaN;
        Dataset bad = Dataset.FromArrays(inputs, s_data.Targets, 2, 3);
        var network = new Classifier(seed: 1);
        var stop = new StopOnNonFinite();
        using var trainer = new Trainer<Classifier>(network, new Adam()) { BatchSize = 10, Shuffle = false, Callbacks = [stop] };
        TrainingHistory history = trainer.Fit(bad, epochs: 5);
        Assert.Equal((1, 3), (stop.Failure!.Epoch, stop.Failure.Step));
        Assert.Equal(stop.Failure.Message, history.StopReason);
        Assert.Empty(history.Epochs);
        trainer.Fit(s_data, epochs: 1);
        Assert.Null(stop.Failure);
    }

    [Fact]
    public void A_time_budget_stops_after_a_step()
    {
        (TrainingHistory history, _, _) = Train(1_000_000, new TimeBudget(TimeSpan.FromMilliseconds(50)));
        Assert.InRange(history.Epochs.Count, 0, 999_999);
        Assert.Contains("is up", history.StopReason, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TimeBudget(TimeSpan.Zero));
    }

    [Fact]
    public void The_mean_of_weights_is_that_of_the_epochs_from_the_first_that_counts()
    {
        var averaging = new WeightAveraging { StartEpoch = 2 };
        (_, Classifier network, List<float[]> weights) = Train(4, averaging);
        float[] values = network.Parameters.Values.ToArray();
        for (int i = 0; i < values.Length; i++)
            Assert.Equal(((double)weights[1][i] + weights[2][i] + weights[3][i]) / 3, values[i], 1e-6);
    }

    [Fact]
    public void The_moving_average_follows_every_step()
    {
        List<float[]> steps = [];
        var averaging = new WeightAveraging { Decay = 0.75, Apply = false };
        Recorder recorder = new([]) { At = (what, training) => { if (what.StartsWith("batch", StringComparison.Ordinal) && what.EndsWith("end", StringComparison.Ordinal)) steps.Add(training.Parameters.Values.ToArray()); } };
        Train(2, recorder, averaging);
        double[] expected = [.. steps[0].Select(value => (double)value)];
        foreach (float[] step in steps.Skip(1))
            for (int i = 0; i < expected.Length; i++)
                expected[i] = 0.75 * expected[i] + 0.25 * step[i];
        float[] average = averaging.Average!.Values.ToArray();
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], average[i], 1e-6);
    }
}
