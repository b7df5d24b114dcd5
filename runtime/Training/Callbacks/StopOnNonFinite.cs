namespace NetGen.Training;

/// <summary>Where the loss, a gradient or a parameter stops being finite, Fit stops and returns its history instead of throwing a <see cref="TrainingFailedException"/>. Use it with <see cref="KeepBest"/>, which returns to weights that are finite.</summary>
public sealed class StopOnNonFinite : Callback
{
    /// <summary>What happened in the last Fit; null if all was finite.</summary>
    public TrainingFailedException? Failure { get; private set; }

    /// <inheritdoc/>
    public override void OnFitBegin(TrainingContext training) => Failure = null;

    /// <inheritdoc/>
    public override bool OnFailure(TrainingContext training, TrainingFailedException failure)
    {
        Failure = failure;
        return true;
    }
}
