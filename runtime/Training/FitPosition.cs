namespace NetGen.Training;

/// <summary>A place in a Fit, between two steps.</summary>
/// <param name="history">The completed epochs.</param>
internal sealed class FitPosition(TrainingHistory history)
{
    /// <summary>The epoch, from 1; after the last one, one more than there are.</summary>
    public int Epoch { get; set; } = 1;

    /// <summary>Steps of the epoch that have been taken.</summary>
    public int Step { get; set; }

    /// <summary>Samples of those steps.</summary>
    public int Samples { get; set; }

    /// <summary>The sum of their losses.</summary>
    public double Losses { get; set; }

    /// <summary>Seconds of the epoch before a checkpoint.</summary>
    public double SecondsBefore { get; set; }

    /// <summary>The completed epochs.</summary>
    public TrainingHistory History { get; } = history;

    /// <summary>Goes to the beginning of the next epoch.</summary>
    public void NextEpoch()
    {
        Epoch++;
        (Step, Samples, Losses, SecondsBefore) = (0, 0, 0, 0);
    }
}
