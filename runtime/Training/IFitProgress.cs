namespace NetGen.Training;

/// <summary>How far a Fit has come.</summary>
internal interface IFitProgress
{
    bool IsResumed { get; }

    int Epochs { get; }

    EpochBatches Batches { get; }

    FitPosition Position { get; }

    /// <summary>The epoch that is running, or was last; from 1.</summary>
    int Epoch { get; }

    /// <summary>The step of it that is running, or was last; from 1.</summary>
    int Step { get; }

    /// <summary>The names of the trainer's metrics, without values.</summary>
    MetricValues NoMetrics { get; }

    /// <summary>The loss of the last step.</summary>
    double BatchLoss { get; }

    double EpochSeconds { get; }

    TimeSpan Elapsed { get; }

    TrainingProgress Progress();
}
