namespace NetGen.Training;

/// <summary>Stops after the first step that ends later than a given time after Fit began; a resumed run has the whole time again.</summary>
public sealed class TimeBudget : Callback
{
    /// <summary>Stops after a time.</summary>
    /// <param name="limit">The time from the beginning of Fit.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not above zero.</exception>
    public TimeBudget(TimeSpan limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero);
        Limit = limit;
    }

    /// <summary>The time from the beginning of Fit.</summary>
    public TimeSpan Limit { get; }

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext training)
    {
        if (training.Elapsed >= Limit)
            training.Stop($"the time of {Limit} is up");
    }
}
