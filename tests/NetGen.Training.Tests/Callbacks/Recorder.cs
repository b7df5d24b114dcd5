namespace NetGen.Training.Tests.Callbacks;

/// <summary>Records what it is told, and acts at a chosen event.</summary>
internal sealed class Recorder(List<string> events, string name = "") : Callback
{
    /// <summary>Called at each event with its text.</summary>
    public Action<string, TrainingContext>? At { get; init; }

    public override void OnFitBegin(TrainingContext training) => Add("fit begin", training);
    public override void OnEpochBegin(TrainingContext training) => Add($"epoch {training.Epoch} begin", training);
    public override void OnBatchBegin(TrainingContext training) => Add($"batch {training.Epoch}.{training.Step} begin", training);
    public override void OnBatchEnd(TrainingContext training) => Add($"batch {training.Epoch}.{training.Step} end", training);
    public override void OnEpochEnd(TrainingContext training) => Add($"epoch {training.Epoch} end", training);
    public override void OnStop(TrainingContext training) => Add($"stop in {training.Epoch}.{training.Step}", training);
    public override void OnFitEnd(TrainingContext training) => Add("fit end", training);

    private void Add(string what, TrainingContext training)
    {
        events.Add(name + what);
        At?.Invoke(what, training);
    }
}
