using NetGen.Data;
using NetGen.Terminal;
using Spectre.Console;
using Recorder = NetGen.Training.Tests.Callbacks.Recorder;

namespace NetGen.Training.Tests.Terminal;

/// <summary>A training that is shown, with everything that a test controls.</summary>
internal sealed class Run
{
    private static readonly Dataset s_data = Datasets.Points(60), s_validation = Datasets.Points(30, seed: 2);

    public Run(int width = 80, int height = 30, bool isTerminal = true, Dictionary<string, string>? environment = null)
    {
        (Screen, Console) = Screen.Create(width, height, isTerminal);
        Display = ConsoleDisplay.Live(Console, Interrupts, Time, name => environment?.GetValueOrDefault(name));
    }

    public Screen Screen { get; }

    public IAnsiConsole Console { get; }

    public ManualTime Time { get; } = new();

    public ManualInterrupts Interrupts { get; } = new();

    public ConsoleDisplay Display { get; }

    public bool HasValidation { get; init; } = true;

    /// <summary>Trains on six steps an epoch, each of which takes some seconds by the display's clock; the action is called at the events of a <see cref="Recorder"/>.</summary>
    public TrainingHistory Fit(int epochs, double secondsPerStep = 1, Action<string, TrainingContext>? at = null, double? targetLoss = null, CancellationToken token = default, params Callback[] others) =>
        Trainer(secondsPerStep, at, others).Fit(s_data, epochs, HasValidation ? s_validation : null, targetLoss, cancellationToken: token);

    public Trainer<Classifier> Trainer(double secondsPerStep = 1, Action<string, TrainingContext>? at = null, params Callback[] others)
    {
        Recorder clock = new([]) { At = (what, _) => { if (what.StartsWith("batch", StringComparison.Ordinal) && what.EndsWith("begin", StringComparison.Ordinal)) Time.Advance(secondsPerStep); } };
        Recorder recorder = new([]) { At = at };
        return new(new Classifier(seed: 1), new Adam { LearningRate = 0.01 }) { BatchSize = 10, Callbacks = [clock, Display, recorder, .. others] };
    }
}
