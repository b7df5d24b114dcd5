using NetGen.Data;

namespace NetGen.Training.Tests.Callbacks;

/// <summary>When callbacks are called, and what they can do.</summary>
public sealed class CallbackTests
{
    private static readonly Dataset s_data = Datasets.Points(20);

    private static Trainer<Classifier> Trainer(params Callback[] callbacks) =>
        new(new Classifier(seed: 1), new Adam { LearningRate = 0.01 }) { BatchSize = 10, Seed = 1, Callbacks = callbacks };

    [Fact]
    public void Every_event_is_told_in_order_and_callbacks_in_theirs()
    {
        List<string> events = [];
        using Trainer<Classifier> trainer = Trainer(new Recorder(events, "a "), new Recorder(events, "b "));
        trainer.Fit(s_data, epochs: 1);
        string[] expected = ["fit begin", "epoch 1 begin", "batch 1.1 begin", "batch 1.1 end", "batch 1.2 begin", "batch 1.2 end", "epoch 1 end", "fit end"];
        Assert.Equal(expected.SelectMany(what => new[] { "a " + what, "b " + what }), events);
    }

    [Theory]
    [InlineData("fit begin", 0, "stop in 1.0")]
    [InlineData("epoch 2 begin", 1, "stop in 2.0")]
    [InlineData("batch 2.2 begin", 1, "stop in 2.1")]
    [InlineData("batch 2.1 end", 1, "stop in 2.1")]
    [InlineData("batch 2.2 end", 2, "stop in 2.2")]
    [InlineData("epoch 2 end", 2, "stop in 2.2")]
    public void A_stop_at_any_event_returns_the_history(string at, int epochs, string stop)
    {
        List<string> events = [];
        using Trainer<Classifier> trainer = Trainer(new Recorder(events) { At = (what, training) => { if (what == at) training.Stop("enough"); } });
        TrainingHistory history = trainer.Fit(s_data, epochs: 3);
        Assert.Equal(("enough", epochs), (history.StopReason, history.Epochs.Count));
        Assert.Equal([stop, "fit end"], events[^2..]);
        Assert.Same(history, trainer.History);
    }

    [Fact]
    public void A_token_stops_with_an_exception_after_callbacks_were_told()
    {
        List<string> events = [];
        using var cancellation = new CancellationTokenSource();
        using Trainer<Classifier> trainer = Trainer(new Recorder(events) { At = (what, _) => { if (what == "batch 2.1 end") cancellation.Cancel(); } });
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(s_data, epochs: 3, cancellationToken: cancellation.Token));
        Assert.Single(trainer.History!.Epochs);
        Assert.Equal(["stop in 2.1", "fit end"], events[^2..]);
    }

    [Fact]
    public void Callbacks_that_only_watch_change_no_bit()
    {
        using var plain = new Trainer<Classifier>(new Classifier(seed: 1), new Adam { LearningRate = 0.01 }) { BatchSize = 10, Seed = 1 };
        using Trainer<Classifier> watched = Trainer(new Recorder([]));
        plain.Fit(s_data, epochs: 3);
        watched.Fit(s_data, epochs: 3);
        Assert.Equal(plain.Network.Parameters.Values, watched.Network.Parameters.Values);
    }

    [Fact]
    public void A_callback_may_evaluate_and_save_the_network()
    {
        using var folder = new TemporaryFolder();
        Trainer<Classifier>? trainer = null;
        using (trainer = Trainer(new Recorder([]) { At = (what, _) => { if (what == "epoch 1 end") { trainer!.Evaluate(s_data); trainer.Network.Save(folder["net"]); } } }))
            trainer.Fit(s_data, epochs: 1);
        Assert.Equal(trainer.Network.Parameters.Values, Classifier.Load(folder["net"]).Parameters.Values);
    }

    [Fact]
    public void What_a_callback_throws_leaves_Fit_and_every_callback_is_told_of_the_end()
    {
        List<string> events = [];
        using Trainer<Classifier> trainer = Trainer(new Recorder(events) { At = (what, _) => { if (what == "batch 1.2 end") throw new TimeZoneNotFoundException(); } });
        Assert.Throws<TimeZoneNotFoundException>(() => trainer.Fit(s_data, epochs: 2));
        Assert.Equal("fit end", events[^1]);
    }

    [Fact]
    public void A_callback_that_throws_at_the_end_keeps_no_other_from_ending()
    {
        List<string> events = [];
        var throwing = new Recorder([]) { At = (what, _) => { if (what == "fit end") throw new TimeZoneNotFoundException(); } };
        using Trainer<Classifier> trainer = Trainer(throwing, new Recorder(events));
        Assert.Throws<TimeZoneNotFoundException>(() => trainer.Fit(s_data, epochs: 1));
        Assert.Equal("fit end", events[^1]);
    }

    [Fact]
    public void The_same_callback_twice_or_none_at_all_is_rejected()
    {
        var callback = new KeepBest();
        Assert.Throws<ArgumentException>(() => Trainer(callback, callback));
        Assert.Throws<ArgumentException>(() => Trainer(callback, null!));
    }

    [Fact]
    public void The_context_has_the_progress_of_every_step()
    {
        List<(double, double, double)> losses = [];
        using Trainer<Classifier> trainer = Trainer(new Recorder([]) { At = (what, training) => { if (what.StartsWith("batch 1", StringComparison.Ordinal) && what.EndsWith("end", StringComparison.Ordinal)) losses.Add((training.BatchLoss, training.Loss, training.Progress.Loss)); } });
        TrainingHistory history = trainer.Fit(s_data, epochs: 1);
        Assert.Equal(2, losses.Count);
        Assert.Equal((losses[0].Item1 + losses[1].Item1) / 2, history.Last.Loss, 1e-12);
        Assert.Equal(history.Last.Loss, losses[1].Item2);
        Assert.Equal(history.Last.Loss, losses[1].Item3);
    }
}
