using NetGen.Training;

namespace NetGen.Terminal;

/// <summary>Sentences that all views say.</summary>
internal static class Sentences
{
    /// <summary>Where a resumed run continues.</summary>
    public static string Resumed(TrainingContext training) => training.Step == 0
        ? NumberText.Invariant($"Continues with epoch {training.Epoch:N0} of {training.Epochs:N0}.")
        : NumberText.Invariant($"Continues in epoch {training.Epoch:N0} of {training.Epochs:N0}, after step {training.Step:N0} of {training.Steps:N0}.");
}
