using NetGen.Data;
using NetGen.Training.Tests.Callbacks;

namespace NetGen.Training.Tests.Checkpoints;

/// <summary>Checkpoints: what they hold, where they continue, and what they reject.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dataset _data = Datasets.Points(45);

    public void Dispose() => _folder.Dispose();

    private static Trainer<RandomClassifier> Create(Optimizer optimizer, int threads = 1, params Callback[] callbacks) =>
        new(new RandomClassifier(seed: 1), optimizer) { BatchSize = 10, Seed = 3, DropLast = true, Threads = threads, Callbacks = callbacks };

    public static TheoryData<string> Optimizers => ["Sgd", "Momentum", "RmsProp", "Adagrad", "Adam", "AdamW"];

    private static Optimizer Create(string optimizer) => optimizer switch
    {
        "Sgd" => new Sgd { LearningRate = 0.05 },
        "Momentum" => new Sgd { LearningRate = 0.05, Momentum = 0.9, Dampening = 0.1, WeightDecay = 1e-3 },
        "RmsProp" => new RmsProp { Momentum = 0.5 },
        "Adagrad" => new Adagrad { LearningRate = 0.05 },
        "Adam" => new Adam(),
        _ => new AdamW(),
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_checkpoint_from_the_middle_of_an_epoch_continues_with_the_same_bits(string optimizer)
    {
        using Trainer<RandomClassifier> whole = Create(Create(optimizer));
        TrainingHistory expected = whole.Fit(_data, epochs: 4);
        using Trainer<RandomClassifier> first = Create(Create(optimizer), 1, new Recorder([]) { At = (what, training) => { if (what == "batch 3.2 end") { training.SaveCheckpoint(_folder["a"]); training.Stop("killed"); } } });
        first.Fit(_data, epochs: 4);
        using Trainer<RandomClassifier> second = Create(Create(optimizer), threads: 2, new Recorder([]));
        second.LoadCheckpoint(_folder["a"]);
        Assert.Equal(first.Network.Parameters.Values, second.Network.Parameters.Values);
        TrainingHistory history = second.Fit(_data, epochs: 4);
        Assert.Equal(expected.Epochs.Select(epoch => epoch with { Seconds = 0 }), history.Epochs.Select(epoch => epoch with { Seconds = 0 }));
        Assert.Equal(whole.Network.Parameters.Values, second.Network.Parameters.Values);
        Assert.Equal(whole.Network.Parameters.Statistics, second.Network.Parameters.Statistics);
        Assert.Equal(whole.Optimizer.StepCount, second.Optimizer.StepCount);
    }

    [Theory]
    [InlineData("fit begin")]
    [InlineData("epoch 2 begin")]
    [InlineData("batch 2.1 begin")]
    [InlineData("epoch 2 end")]
    public void A_stop_between_epochs_continues_with_the_same_bits(string at)
    {
        using Trainer<RandomClassifier> whole = Create(new Adagrad { InitialAccumulator = 0.5 });
        whole.Fit(_data, epochs: 3);
        using Trainer<RandomClassifier> first = Create(new Adagrad { InitialAccumulator = 0.5 }, 1, new Recorder([]) { At = (what, training) => { if (what == at) training.Stop("killed"); } }, new Checkpoint(_folder["a"]));
        first.Fit(_data, epochs: 3);
        using Trainer<RandomClassifier> second = Create(new Adagrad { InitialAccumulator = 0.5 }, 1, new Recorder([]), new Checkpoint(_folder["b"]));
        second.LoadCheckpoint(_folder["a"]);
        second.Fit(_data, epochs: 3);
        Assert.Equal(whole.Network.Parameters.Values, second.Network.Parameters.Values);
    }

    [Fact]
    public void A_resumed_stream_that_stops_before_its_first_step_keeps_the_states_that_it_carries()
    {
        float[] sound = [.. Enumerable.Range(0, 16 * 24).Select(i => MathF.Sin(i * 0.11f))];
        Dataset stream = Dataset.FromArrays(sound, sound, 16, 16);
        Trainer<Remembering> create(params Callback[] callbacks) => new(new(seed: 1), new Adam()) { BatchSize = 4, CarryState = true, Callbacks = callbacks };
        Recorder stopAt(string at) => new([]) { At = (what, training) => { if (what == at) training.Stop("killed"); } };
        using Trainer<Remembering> whole = create();
        whole.Fit(stream, epochs: 2);
        using Trainer<Remembering> first = create(stopAt("batch 2.3 end"), new Checkpoint(_folder["a"]));
        first.Fit(stream, epochs: 2);
        using Trainer<Remembering> second = create(stopAt("fit begin"), new Checkpoint(_folder["a"]));
        second.LoadCheckpoint(_folder["a"]);
        second.Fit(stream, epochs: 2);
        using Trainer<Remembering> third = create(new Recorder([]), new Checkpoint(_folder["a"]));
        third.LoadCheckpoint(_folder["a"]);
        third.Fit(stream, epochs: 2);
        Assert.Equal(whole.Network.Parameters.Values, third.Network.Parameters.Values);
    }

    [Fact]
    public void A_checkpoint_of_a_finished_Fit_returns_its_history_and_more_epochs_continue_it()
    {
        using Trainer<RandomClassifier> whole = Create(new Adam());
        whole.Fit(_data, epochs: 5);
        using Trainer<RandomClassifier> first = Create(new Adam());
        TrainingHistory history = first.Fit(_data, epochs: 3);
        first.SaveCheckpoint(_folder["a"]);

        using Trainer<RandomClassifier> second = Create(new Adam());
        second.LoadCheckpoint(_folder["a"]);
        Assert.Equal(history.Epochs, second.Fit(_data, epochs: 3).Epochs);
        Assert.Equal(first.Network.Parameters.Values, second.Network.Parameters.Values);
        second.LoadCheckpoint(_folder["a"]);
        Assert.Equal(5, second.Fit(_data, epochs: 5).Epochs.Count);
        Assert.Equal(whole.Network.Parameters.Values, second.Network.Parameters.Values);
        // A further Fit is a run of its own.
        Assert.Single(second.Fit(_data, epochs: 1).Epochs);
    }

    [Fact]
    public void A_checkpoint_may_be_saved_before_the_first_step_and_by_a_progress_receiver()
    {
        using Trainer<RandomClassifier> first = Create(new Adam { LearningRate = 0.01 });
        first.SaveCheckpoint(_folder["start"]);
        first.Fit(_data, epochs: 2, progress: new Receiver(report => { if ((report.Epoch, report.Step) == (2, 1)) first.SaveCheckpoint(_folder["step"]); }));
        foreach (string name in (string[])["start", "step"])
        {
            using Trainer<RandomClassifier> second = Create(new Adam());
            second.LoadCheckpoint(_folder[name]);
            second.Fit(_data, epochs: 2);
            Assert.Equal(first.Network.Parameters.Values, second.Network.Parameters.Values);
        }
    }

    [Fact]
    public void A_callback_asks_the_run_for_a_checkpoint_not_the_trainer()
    {
        Trainer<RandomClassifier>? trainer = null;
        using (trainer = Create(new Adam(), 1, new Recorder([]) { At = (_, _) => trainer!.SaveCheckpoint(_folder["a"]) }))
            Assert.Contains("training.SaveCheckpoint", Assert.Throws<InvalidOperationException>(() => trainer.Fit(_data, epochs: 1)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["a"]));
    }

    [Fact]
    public void Checkpoints_are_saved_every_few_epochs_at_the_end_and_at_a_stop()
    {
        using Trainer<RandomClassifier> trainer = Create(new Adam(), 1, new Checkpoint(_folder["{epoch}-{step}"]) { EveryEpochs = 2, EverySteps = 3 });
        trainer.Fit(_data, epochs: 3);
        Assert.Equal(["1-3", "2-3", "2-4", "3-3", "3-4"], Names());

        using Trainer<RandomClassifier> stopped = Create(new Adam(), 1, new Checkpoint(_folder["stopped"]), new Recorder([]) { At = (what, training) => { if (what == "batch 1.2 end") training.Stop("enough"); } });
        stopped.Fit(_data, epochs: 3);
        Assert.Contains("stopped", Names());
    }

    [Fact]
    public void Only_the_best_checkpoints_are_saved_where_asked_for()
    {
        double[] values = [3, 4, 2, 5];
        using Trainer<RandomClassifier> trainer = Create(new Adam(), 1, new Checkpoint(_folder["{epoch}"]) { Best = new("value", isHigherBetter: true, result => values[result.Epoch - 1]) });
        trainer.Fit(_data, epochs: 4);
        Assert.Equal(["1", "2", "4"], Names());
    }

    [Fact]
    public void Another_trainer_is_rejected_and_nothing_changes()
    {
        using Trainer<RandomClassifier> saved = Create(new Adam());
        saved.Fit(_data, epochs: 1);
        saved.SaveCheckpoint(_folder["a"]);

        Rejects(new Trainer<RandomClassifier>(new(), new Adam()) { BatchSize = 11, Seed = 3, DropLast = true }, "BatchSize is 11 instead of 10");
        Rejects(Create(new AdamW()), "saved with the optimizer Adam; this trainer has AdamW");
        Rejects(Create(new Adam(), 1, new KeepBest()), "saved with no callbacks; this trainer has the callbacks KeepBest");
        using Trainer<RandomClassifier> other = Create(new Adam());
        other.LoadCheckpoint(_folder["a"]);
        Assert.Contains("saved in training on 45 samples; this data has 30", Assert.Throws<InvalidOperationException>(() => other.Fit(Datasets.Points(30), epochs: 2)).Message, StringComparison.Ordinal);
        Assert.Equal(2, other.Fit(_data, epochs: 2).Epochs.Count);
    }

    [Fact]
    public void State_that_the_settings_do_not_ask_for_is_rejected()
    {
        using Trainer<RandomClassifier> saved = Create(new Sgd { Momentum = 0.9 });
        saved.Fit(_data, epochs: 1);
        saved.SaveCheckpoint(_folder["a"]);
        Rejects(Create(new Sgd()), "has the state momentum_buffer; with these settings it has none");
    }

    [Fact]
    public void A_file_of_weights_or_of_another_network_is_rejected()
    {
        new RandomClassifier().Save(_folder["weights"]);
        using Trainer<RandomClassifier> trainer = Create(new Adam());
        Assert.Contains("is not a checkpoint", Assert.Throws<WeightsFormatException>(() => trainer.LoadCheckpoint(_folder["weights"])).Message, StringComparison.Ordinal);
        using var other = new Trainer<Classifier>(new Classifier(), new Adam());
        other.SaveCheckpoint(_folder["other"]);
        Assert.Contains("norm1.weight", Assert.Throws<WeightsFormatException>(() => trainer.LoadCheckpoint(_folder["other"])).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => trainer.LoadCheckpoint(_folder["none"]));
    }

    [Fact]
    public void Every_truncated_or_damaged_checkpoint_is_rejected_and_nothing_changes()
    {
        using Trainer<RandomClassifier> saved = Create(new Adam(), 1, new KeepBest());
        saved.Fit(_data, epochs: 2);
        saved.SaveCheckpoint(_folder["a"]);
        byte[] bytes = File.ReadAllBytes(_folder["a"]);
        using Trainer<RandomClassifier> trainer = Create(new Adam(), 1, new KeepBest());
        float[] before = trainer.Network.Parameters.Values.ToArray();
        for (int length = 0; length < bytes.Length; length += 97)
            Damaged(bytes[..length]);
        int json = bytes.AsSpan().IndexOf("{\"settings\""u8);
        byte[] text = [.. bytes];
        text[json + 20] = (byte)'?';
        Damaged(text);
        foreach (string number in (string[])["\"learningRate\":", "\"epochsBegun\":"])
        {
            byte[] negative = [.. bytes];
            negative[bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(number)) + number.Length] = (byte)'-';
            Damaged(negative);
        }

        void Damaged(byte[] content)
        {
            File.WriteAllBytes(_folder["damaged"], content);
            Assert.Throws<WeightsFormatException>(() => trainer.LoadCheckpoint(_folder["damaged"]));
            Assert.Equal(before, trainer.Network.Parameters.Values.ToArray());
            Assert.Equal(0, trainer.Optimizer.StepCount);
        }
    }

    [Fact]
    public void Values_that_are_not_finite_are_not_saved()
    {
        using Trainer<RandomClassifier> trainer = Create(new Adam());
        trainer.SaveCheckpoint(_folder["a"]);
        byte[] before = File.ReadAllBytes(_folder["a"]);
        trainer.Network.Parameters.CopyFrom("dense2.bias", [0, float.NaN, 0]);
        Assert.Contains("network.dense2.bias", Assert.Throws<InvalidOperationException>(() => trainer.SaveCheckpoint(_folder["a"])).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder["a"]));
    }

    [Fact]
    public void An_optimizer_of_a_loop_of_ones_own_continues_from_a_saved_state()
    {
        var network = new Classifier(seed: 1);
        Workspace workspace = Classifier.CreateWorkspace(45);
        var adam = new Adam();
        Train(network, adam, steps: 3);
        Classifier copy = network.Clone();
        var resumed = new Adam();
        resumed.Attach(copy.Parameters);
        foreach ((string name, ParameterBlock block) in adam.State)
            resumed.State[name].CopyFrom(block);
        resumed.StepCount = adam.StepCount;
        Train(network, adam, steps: 3);
        Train(copy, resumed, steps: 3);
        Assert.Equal(network.Parameters.Values, copy.Parameters.Values);

        void Train(Classifier each, Adam optimizer, int steps)
        {
            for (int step = 0; step < steps; step++)
            {
                each.ComputeGradients(_data.Inputs, _data.Targets, workspace);
                optimizer.Step(each.Parameters, workspace.Gradients);
            }
        }
    }

    private string[] Names() => [.. Directory.GetFiles(_folder[""]).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];

    private void Rejects(Trainer<RandomClassifier> trainer, string message)
    {
        using (trainer)
        {
            float[] before = trainer.Network.Parameters.Values.ToArray();
            Assert.Contains(message, Assert.Throws<InvalidOperationException>(() => trainer.LoadCheckpoint(_folder["a"])).Message, StringComparison.Ordinal);
            Assert.Equal(before, trainer.Network.Parameters.Values.ToArray());
        }
    }

    private sealed class Receiver(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
