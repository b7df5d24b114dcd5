using NetGen.Training;
using Spectre.Console;

namespace NetGen.Terminal;

/// <summary>Training as lines, one after another.</summary>
internal sealed class LinesView(IAnsiConsole console, TimeProvider time) : ITrainingView
{
    /// <summary>The most epochs that have a line each.</summary>
    private const int EpochLines = 100;

    private const int SecondsBetweenLines = 5;

    private long _next;
    private int _stride;

    public void Begin(TrainingContext training)
    {
        if (training.IsResumed)
            Write(Sentences.Resumed(training));
        _stride = EpochStride.Of(training.Epochs, EpochLines);
        Wait();
    }

    public void StepTaken(TrainingContext training)
    {
        if (time.GetTimestamp() < _next || training.Step == training.Steps)
            return;
        TrainingProgress progress = training.Progress;
        Write(NumberText.Invariant($"epoch {progress.Epoch:N0} of {progress.Epochs:N0}, {(double)progress.Step / progress.Steps:P0}: loss {NumberText.Loss(progress.Loss)}, {progress.SamplesPerSecond:N0} samples/s, {NumberText.Duration(progress.TimeLeft)} left"));
        Wait();
    }

    public void EpochEnded(TrainingContext training)
    {
        if (training.Epoch % _stride != 0 && training.Epoch != training.Epochs && time.GetTimestamp() < _next)
            return;
        EpochResult result = training.History.Last;
        string figures = string.Join(", ", EpochColumn.ScoresOf([result]).Prepend(EpochColumn.Loss).Select(column => column.Describe(result)));
        Write(NumberText.Invariant($"epoch {result.Epoch:N0} of {training.Epochs:N0}: {figures}, {NumberText.Seconds(result.Seconds)} s"));
        Wait();
    }

    public void Announce(string sentence) => Write(sentence);

    public void Restore() { }

    public void Conclude(TrainingContext training, Conclusion conclusion) => console.Write(Lines.Of(conclusion.Sentence, Palette.Of(conclusion.Kind)));

    private void Wait() => _next = time.GetTimestamp() + SecondsBetweenLines * time.TimestampFrequency;

    private void Write(string line) => console.Write(Lines.Of(line));
}
