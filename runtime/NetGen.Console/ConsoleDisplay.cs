using NetGen.Training;
using Spectre.Console;

namespace NetGen.Terminal;

/// <summary>Shows training on the terminal: <c>Callbacks = [ConsoleDisplay.Live()]</c>.</summary>
/// <remarks>Between two updates it reads a clock in each step; updates, at most ten a second, are the rarer the longer one takes, down to one a second.</remarks>
public sealed class ConsoleDisplay : Callback
{
    private readonly ITrainingView _view;
    private readonly IInterruptSource? _interrupts;
    private Interruption? _interruption;
    private string? _failure;
    private bool _isStopped, _isRunning;

    private ConsoleDisplay(ITrainingView view, IInterruptSource? interrupts) => (_view, _interrupts) = (view, interrupts);

    /// <summary>Progress bars, the remaining time, speed, losses and curves, updated at most ten times a second; in the end a table of the epochs, and why training stopped. Lines, as of <see cref="Lines"/>, where they can't be updated: if the output is redirected, on a terminal without escape sequences, and in continuous integration.</summary>
    /// <param name="console">Where to show it; by default standard output.</param>
    /// <param name="stopOnInterrupt">Whether Ctrl-C and SIGTERM stop training after the running step, so that callbacks may save a checkpoint and Fit returns; a second one ends the process at once.</param>
    public static ConsoleDisplay Live(IAnsiConsole? console = null, bool stopOnInterrupt = true) =>
        Live(console ?? AnsiConsole.Console, stopOnInterrupt ? new PosixSignals() : null, TimeProvider.System, Environment.GetEnvironmentVariable);

    /// <summary>A line for each epoch (of more than 100 for every second, fifth, tenth …), one every five seconds within an epoch, and in the end why training stopped.</summary>
    /// <param name="console">Where to write them; by default standard output.</param>
    /// <param name="stopOnInterrupt">As of <see cref="Live(IAnsiConsole?, bool)"/>.</param>
    public static ConsoleDisplay Lines(IAnsiConsole? console = null, bool stopOnInterrupt = true) =>
        new(new LinesView(console ?? AnsiConsole.Console, TimeProvider.System), stopOnInterrupt ? new PosixSignals() : null);

    internal static ConsoleDisplay Live(IAnsiConsole console, IInterruptSource? interrupts, TimeProvider time, Func<string, string?> environment) =>
        new(LiveTerminal.Is(console, environment) ? new LiveView(console, time) : new LinesView(console, time), interrupts);

    /// <inheritdoc/>
    public override void OnFitBegin(TrainingContext training)
    {
        End();
        (_failure, _isStopped, _isRunning) = (null, false, true);
        _view.Begin(training);
        if (_interrupts is not null)
            _interruption = new(_interrupts, _view);
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext training)
    {
        _view.StepTaken(training);
        StopIfInterrupted(training);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext training)
    {
        _view.EpochEnded(training);
        StopIfInterrupted(training);
    }

    /// <inheritdoc/>
    public override void OnStop(TrainingContext training) => _isStopped = true;

    /// <inheritdoc/>
    public override bool OnFailure(TrainingContext training, TrainingFailedException failure)
    {
        _failure = failure.Message;
        return false;
    }

    /// <inheritdoc/>
    public override void OnFitEnd(TrainingContext training)
    {
        // Also called where another callback's OnFitBegin has thrown before this one's.
        if (!_isRunning)
            return;
        End();
        _view.Conclude(training, Conclusion.Of(training, _isStopped, _failure));
    }

    private void StopIfInterrupted(TrainingContext training)
    {
        if (_interruption?.Reason is { } reason)
            training.Stop(reason);
    }

    private void End()
    {
        if (!_isRunning)
            return;
        _isRunning = false;
        _interruption?.Dispose();
        _interruption = null;
        _view.Restore();
    }
}
