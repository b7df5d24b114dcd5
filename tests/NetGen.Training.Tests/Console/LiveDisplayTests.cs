using NetGen.Terminal;
using Spectre.Console;

namespace NetGen.Training.Tests.Terminal;

/// <summary>The display that is drawn again and again.</summary>
public sealed class LiveDisplayTests
{
    [Theory]
    [InlineData(40, 30)]
    [InlineData(80, 30)]
    [InlineData(200, 50)]
    [InlineData(80, 12)]
    [InlineData(40, 6)]
    [InlineData(12, 3)]
    public void It_fits_the_terminal_while_it_runs_and_leaves_the_table_and_the_outcome(int width, int height)
    {
        var run = new Run(width, height);
        int highest = 0;
        run.Fit(epochs: 8, at: (what, _) =>
        {
            if (what == "fit end")
                return;
            Assert.True(run.Screen.IsCursorHidden);
            Assert.All(run.Screen.Lines, line => Assert.InRange(line.Length, 0, width));
            highest = Math.Max(highest, run.Screen.Lines.Length);
        });
        Assert.InRange(highest, Math.Min(height, 5) - 1, height);
        Assert.False(run.Screen.IsCursorHidden);
        Assert.DoesNotContain("Epoch 8/8", run.Screen.Text, StringComparison.Ordinal);
        Assert.Contains("Completed 8 epochs in", string.Join(' ', run.Screen.Lines), StringComparison.Ordinal);
        Assert.Equal(8, run.Screen.Lines.Count(line => line.TrimStart() is [>= '1' and <= '8', ..]));
    }

    [Fact]
    public void It_shows_bars_time_speed_figures_and_curves()
    {
        var run = new Run();
        string shown = "";
        run.Fit(epochs: 4, at: (what, training) => shown = what == "batch 3.3 end" ? run.Screen.Text : shown);
        Assert.Matches(@"(?m)^Epoch 3/4 ━+─+ +50 % +3/6$", shown);
        Assert.Matches(@"(?m)^Total     ━+─+ +62 % .* left$", shown);
        Assert.Matches(@"[0-9,]+ samples/s   loss \d\.\d{4}   validation loss \d\.\d{4}   accuracy \d+\.\d\d %", shown);
        Assert.Matches(@"Loss \d\.\d{4} → \d\.\d{4} +Accuracy \d+\.\d\d % → \d+\.\d\d %", shown);
        Assert.Contains("█", shown, StringComparison.Ordinal);
        Assert.Matches(@"Epoch +Loss +Validation loss +Accuracy +Seconds", shown);
        Assert.Matches(@"(?m)^ +2 +\d\.\d{4} +\d\.\d{4} +\d+\.\d\d % +\d\.\d\d$", shown);
    }

    [Fact]
    public void Without_validation_data_it_has_the_loss_alone()
    {
        var run = new Run { HasValidation = false };
        string shown = "";
        run.Fit(epochs: 3, at: (what, _) => shown = what == "batch 3.3 end" ? run.Screen.Text : shown);
        Assert.DoesNotContain("alidation", shown + run.Screen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ccuracy", shown + run.Screen.Text, StringComparison.Ordinal);
        Assert.Contains("█", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_drawn_no_more_than_ten_times_a_second()
    {
        var run = new Run();
        int updates = 0;
        run.Screen.Written = text => updates += text.Contains("Total", StringComparison.Ordinal) ? 1 : 0;
        run.Fit(epochs: 100, secondsPerStep: 0.01);
        // 600 steps in 6 seconds, and the first at once.
        Assert.InRange(updates, 50, 62);
    }

    [Fact]
    public void On_a_slow_terminal_it_is_drawn_less_often()
    {
        var run = new Run();
        int updates = 0;
        run.Screen.Written = text =>
        {
            updates += text.Contains("Total", StringComparison.Ordinal) ? 1 : 0;
            run.Time.Advance(0.001);
        };
        run.Fit(epochs: 100, secondsPerStep: 0.01);
        Assert.InRange(updates, 10, 30);
    }

    [Fact]
    public void What_is_written_meanwhile_stays_above_it()
    {
        var run = new Run();
        run.Fit(epochs: 3, at: (what, _) =>
        {
            if (what is "batch 2.2 end" or "batch 2.5 end")
                run.Console.WriteLine($"note at {what}");
        });
        string[] lines = run.Screen.Lines;
        Assert.Equal(["note at batch 2.2 end", "note at batch 2.5 end"], lines[..2]);
        Assert.DoesNotContain("Total", run.Screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_leaves_the_terminal_clean()
    {
        var run = new Run();
        Assert.Throws<InvalidDataException>(() => run.Fit(epochs: 5, at: (what, _) =>
        {
            if (what == "batch 2.4 end")
                throw new InvalidDataException();
        }));
        Assert.False(run.Screen.IsCursorHidden);
        Assert.False(run.Interrupts.HasHandler);
        Assert.DoesNotContain("Total", run.Screen.Text, StringComparison.Ordinal);
        Assert.Contains("Ended by an exception in epoch 2 of 5, step 4 of 6.", run.Screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_Fits_follow_each_other()
    {
        var run = new Run();
        Trainer<Classifier> trainer = run.Trainer();
        for (int fit = 0; fit < 3; fit++)
            trainer.Fit(Datasets.Points(), epochs: 2);
        Assert.Equal(3, run.Screen.Lines.Count(line => line.StartsWith("Completed 2 epochs", StringComparison.Ordinal)));
        Assert.Equal(3, run.Screen.Lines.Count(line => line.StartsWith("  Epoch", StringComparison.Ordinal)));
        Assert.False(run.Screen.IsCursorHidden);
        Assert.False(run.Interrupts.HasHandler);
    }

    [Fact]
    public void It_ends_whatever_a_callback_before_it_throws_at_the_end()
    {
        var run = new Run();
        bool fails = true;
        Trainer<Classifier> trainer = new(new Classifier(seed: 1), new Adam())
        {
            BatchSize = 10,
            Callbacks = [new Callbacks.Recorder([]) { At = (what, _) => { if (what == "fit end" && fails) throw new InvalidDataException(); } }, run.Display],
        };
        Assert.Throws<InvalidDataException>(() => trainer.Fit(Datasets.Points(), epochs: 2));
        fails = false;
        trainer.Fit(Datasets.Points(), epochs: 2);
        Assert.False(run.Screen.IsCursorHidden);
        Assert.Equal(2, run.Screen.Lines.Count(line => line.StartsWith("Completed", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_resumed_run_says_where_it_continues_and_has_the_earlier_epochs_in_its_table()
    {
        using var folder = new TemporaryFolder();
        var first = new Run();
        first.Trainer(at: (what, training) =>
        {
            if (what == "batch 3.2 end")
                training.Stop("enough");
        }, others: new Checkpoint(folder["run"])).Fit(Datasets.Points(), epochs: 4);
        Assert.Contains("Stopped in epoch 3 of 4, step 2 of 6: enough.", first.Screen.Text, StringComparison.Ordinal);

        var second = new Run();
        Trainer<Classifier> trainer = second.Trainer(others: new Checkpoint(folder["run"]));
        trainer.LoadCheckpoint(folder["run"]);
        trainer.Fit(Datasets.Points(), epochs: 4);
        Assert.Equal("Continues in epoch 3 of 4, after step 2 of 6.", second.Screen.Lines[0]);
        Assert.Equal(4, second.Screen.Lines.Count(line => line.TrimStart() is [>= '1' and <= '4', ..]));
    }

    [Fact]
    public void Why_training_ended_early_stays()
    {
        Assert.Contains("of 1,000: no improvement for 1 epochs; the best was epoch 1", Concluded(epochs: 1000, new EarlyStopping(TrainingMetric.ValidationLoss, minimumDelta: 10) { Patience = 1 }), StringComparison.Ordinal);
        Assert.Contains("The loss reached its target in epoch 1 of 5.", Concluded(epochs: 5, targetLoss: 100), StringComparison.Ordinal);
        using var source = new CancellationTokenSource();
        var run = new Run();
        Assert.Throws<OperationCanceledException>(() => run.Fit(5, token: source.Token, at: (what, _) => { if (what == "batch 1.2 end") source.Cancel(); }));
        Assert.Equal("Cancelled in epoch 1 of 5, step 2 of 6.", run.Screen.Lines[^2]);

        static string Concluded(int epochs, Callback? other = null, double? targetLoss = null)
        {
            var run = new Run();
            run.Fit(epochs, targetLoss: targetLoss, others: other is null ? [] : [other]);
            return string.Join(' ', run.Screen.Lines);
        }
    }

    [Fact]
    public void A_loss_that_is_not_finite_is_the_reason()
    {
        var run = new Run();
        Assert.Throws<TrainingFailedException>(() => run.Fit(5, at: (what, training) => { if (what == "batch 2.1 begin") training.Parameters.Values.Fill(float.NaN); }));
        Assert.Contains("Failed in epoch 2 of 5", run.Screen.Text, StringComparison.Ordinal);
        Assert.False(run.Screen.IsCursorHidden);
    }

    [Fact]
    public void Steps_between_updates_allocate_nothing()
    {
        var run = new Run();
        var (before, after) = (new Allocations(), new Allocations());
        using var trainer = new Trainer<Classifier>(new Classifier(seed: 1), new Adam()) { BatchSize = 10, Callbacks = [before, run.Display, after] };
        trainer.Fit(Datasets.Points(), epochs: 50);
        Assert.Equal(300, before.Bytes.Count);
        Assert.All(before.Bytes.Zip(after.Bytes).Skip(1), pair => Assert.Equal(pair.First, pair.Second));
    }

    private sealed class Allocations : Callback
    {
        public List<long> Bytes { get; } = new(1000);

        public override void OnBatchEnd(TrainingContext training) => Bytes.Add(GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Without_Unicode_it_is_drawn_in_ASCII()
    {
        var run = new Run();
        run.Console.Profile.Capabilities.Unicode = false;
        string shown = "";
        run.Fit(epochs: 4, at: (what, _) => shown = what == "batch 3.3 end" ? run.Screen.Text : shown);
        Assert.Contains("Epoch 3/4 ####", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(shown, character => !char.IsAscii(character));
    }
}
