using System.Runtime.InteropServices;

namespace NetGen.Training.Tests.Terminal;

/// <summary>Ctrl-C and SIGTERM.</summary>
public sealed class InterruptTests
{
    [Theory]
    [InlineData(true, PosixSignal.SIGINT, "Ctrl-C was pressed")]
    [InlineData(false, PosixSignal.SIGINT, "Ctrl-C was pressed")]
    [InlineData(true, PosixSignal.SIGTERM, "the process was asked to terminate")]
    public void The_first_stops_after_the_step_so_that_a_checkpoint_is_saved(bool isTerminal, PosixSignal signal, string reason)
    {
        using var folder = new TemporaryFolder();
        var run = new Run(isTerminal: isTerminal);
        TrainingHistory history = run.Fit(epochs: 5, others: new Checkpoint(folder["run"]), at: (what, _) =>
        {
            if (what == "batch 2.3 begin")
                Assert.True(run.Interrupts.Raise(signal));
        });
        Assert.Equal((reason, 1), (history.StopReason, history.Epochs.Count));
        Assert.True(File.Exists(folder["run"]));
        Assert.Contains("Stopping after this step; ", run.Screen.Text, StringComparison.Ordinal);
        Assert.EndsWith($"Stopped in epoch 2 of 5, step 3 of 6: {reason}.\n", run.Screen.Text, StringComparison.Ordinal);
        Assert.False(run.Interrupts.HasHandler);
        Assert.False(run.Screen.IsCursorHidden);
    }

    [Fact]
    public void A_second_one_ends_the_process_with_a_clean_terminal()
    {
        var run = new Run();
        run.Fit(epochs: 5, at: (what, _) =>
        {
            if (what != "batch 2.3 begin")
                return;
            Assert.True(run.Interrupts.Raise(PosixSignal.SIGINT));
            Assert.True(run.Screen.IsCursorHidden);
            Assert.False(run.Interrupts.Raise(PosixSignal.SIGINT));
            Assert.False(run.Screen.IsCursorHidden);
            Assert.DoesNotContain("Total", run.Screen.Text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void One_during_validation_stops_after_the_epoch()
    {
        var run = new Run();
        TrainingHistory history = run.Fit(epochs: 5, at: (what, _) =>
        {
            if (what == "batch 1.6 end")
                run.Interrupts.Raise(PosixSignal.SIGINT);
        });
        Assert.Single(history.Epochs);
        Assert.Equal("Ctrl-C was pressed", history.StopReason);
    }

    [Fact]
    public void A_later_Fit_starts_anew()
    {
        var run = new Run();
        bool raises = true;
        Trainer<Classifier> trainer = run.Trainer(at: (what, _) =>
        {
            if (what == "batch 1.2 end" && raises)
                run.Interrupts.Raise(PosixSignal.SIGINT);
        });
        Assert.NotNull(trainer.Fit(Datasets.Points(), epochs: 2).StopReason);
        raises = false;
        Assert.Null(trainer.Fit(Datasets.Points(), epochs: 2).StopReason);
        Assert.False(run.Interrupts.HasHandler);
    }
}
