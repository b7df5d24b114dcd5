using NetGen.Training;
using Spectre.Console;

namespace NetGen.Terminal;

/// <summary>Training as a region of the terminal that is drawn again and again, and in the end a table.</summary>
internal sealed class LiveView(IAnsiConsole console, TimeProvider time) : ITrainingView
{
    private readonly LiveRegion _region = new(console);
    private readonly Pace _pace = new(time);
    private readonly Curve _losses = new();
    private readonly RecentEpochs _epochs = new();

    public void Begin(TrainingContext training)
    {
        _losses.Clear();
        _epochs.Clear();
        if (training.IsResumed)
            Write(Sentences.Resumed(training), Palette.Muted);
        Draw(training);
    }

    public void StepTaken(TrainingContext training)
    {
        _losses.Add(training.BatchLoss);
        if (_pace.IsDue)
            Draw(training);
    }

    public void EpochEnded(TrainingContext training)
    {
        if (_pace.IsDue)
            Draw(training);
    }

    public void Announce(string sentence) => Write(sentence, Palette.Of(ConclusionKind.Stopped));

    public void Restore() => _region.Remove();

    public void Conclude(TrainingContext training, Conclusion conclusion)
    {
        if (training.History.Epochs.Count > 0)
            console.Write(training.History.ToTable());
        Write(conclusion.Sentence, Palette.Of(conclusion.Kind));
    }

    private void Write(string sentence, Style style) => console.Write(new Text(sentence + "\n", style));

    private void Draw(TrainingContext training) => _pace.Update(() => _region.Show(TrainingFrame.Of(training, _losses, _epochs)));
}
