using NetGen.Training;

namespace NetGen.Terminal;

/// <summary>How training ended.</summary>
/// <param name="Sentence">It in words.</param>
/// <param name="Kind">Whether that is good or bad.</param>
internal readonly record struct Conclusion(string Sentence, ConclusionKind Kind)
{
    /// <summary>How a run has ended.</summary>
    /// <param name="training">The run.</param>
    /// <param name="isStopped">Whether callbacks were told that it stops early.</param>
    /// <param name="failure">What was no longer finite; null if all was.</param>
    public static Conclusion Of(TrainingContext training, bool isStopped, string? failure)
    {
        string place = training.Step is 0 || training.Step == training.Steps
            ? NumberText.Invariant($"epoch {training.Epoch:N0} of {training.Epochs:N0}")
            : NumberText.Invariant($"epoch {training.Epoch:N0} of {training.Epochs:N0}, step {training.Step:N0} of {training.Steps:N0}");
        TrainingHistory history = training.History;
        return (training.StopReason, history.ReachedTarget, failure) switch
        {
            ({ } reason, _, null) => new($"Stopped in {place}: {Ended(reason)}", ConclusionKind.Stopped),
            (_, _, { } message) => new($"Failed in {place}: {Ended(message)}", ConclusionKind.Failed),
            (_, true, _) => new($"The loss reached its target in {place}.", ConclusionKind.Completed),
            _ when history.Epochs.Count >= training.Epochs => new(NumberText.Invariant($"Completed {training.Epochs:N0} {(training.Epochs == 1 ? "epoch" : "epochs")} in {NumberText.Duration(TimeSpan.FromSeconds(history.Seconds))}."), ConclusionKind.Completed),
            _ => isStopped ? new($"Cancelled in {place}.", ConclusionKind.Stopped) : new($"Ended by an exception in {place}.", ConclusionKind.Failed),
        };
    }

    private static string Ended(string sentence) => sentence.EndsWith('.') ? sentence : sentence + ".";
}

/// <summary>Kinds of a <see cref="Conclusion"/>.</summary>
internal enum ConclusionKind { Completed, Stopped, Failed }
