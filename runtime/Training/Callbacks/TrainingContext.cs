namespace NetGen.Training;

/// <summary>A run of <see cref="Trainer{TNetwork}.Fit"/>, as callbacks see it.</summary>
public sealed class TrainingContext
{
    private readonly IFitProgress _fit;
    private readonly List<string> _checkpoints = [];

    internal TrainingContext(IFitProgress fit, Optimizer optimizer, ParameterBlock parameters)
    {
        _fit = fit;
        Optimizer = optimizer;
        Parameters = parameters;
    }

    /// <summary>Whether the run continues from a checkpoint.</summary>
    public bool IsResumed => _fit.IsResumed;

    /// <summary>The epoch, from 1.</summary>
    public int Epoch => _fit.Epoch;

    /// <summary>The number of epochs that Fit was asked for.</summary>
    public int Epochs => _fit.Epochs;

    /// <summary>The step of the epoch, from 1; 0 before its first.</summary>
    public int Step => _fit.Step;

    /// <summary>The number of steps of an epoch.</summary>
    public int Steps => _fit.Batches.Steps;

    /// <summary>The mean loss of the last step's samples; NaN before the first.</summary>
    public double BatchLoss => _fit.BatchLoss;

    /// <summary>The mean loss of the samples of this epoch so far; NaN before its first step.</summary>
    public double Loss => _fit.Position.Losses / _fit.Position.Samples;

    /// <summary>What has been reported of the run, as <see cref="IProgress{T}"/> receives it.</summary>
    public TrainingProgress Progress => _fit.Progress();

    /// <summary>Seconds of the epoch so far.</summary>
    public double EpochSeconds => _fit.EpochSeconds;

    /// <summary>The time since this call of Fit.</summary>
    public TimeSpan Elapsed => _fit.Elapsed;

    /// <summary>The completed epochs, those before a checkpoint included.</summary>
    public TrainingHistory History => _fit.Position.History;

    /// <summary>The optimizer, whose learning rate may be changed.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The network's parameters, which may be changed.</summary>
    public ParameterBlock Parameters { get; }

    /// <summary>The names of the trainer's metrics, without values.</summary>
    internal MetricValues NoMetrics => _fit.NoMetrics;

    /// <summary>Why training stops before its last epoch; null if it does not.</summary>
    public string? StopReason { get; private set; }

    /// <summary>Stops training after this step: Fit returns its history. A reason that was given before stays.</summary>
    /// <param name="reason">Why, as part of a sentence; it becomes <see cref="TrainingHistory.StopReason"/>.</param>
    public void Stop(string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        StopReason ??= reason;
    }

    /// <summary>Saves a checkpoint once all callbacks have been called, so that it has what each of them remembers.</summary>
    /// <param name="path">The file, replaced if it exists; its folder must exist.</param>
    public void SaveCheckpoint(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _checkpoints.Add(path);
    }

    /// <summary>The checkpoints that callbacks have asked for since the last call.</summary>
    internal void SaveRequested(Action<string> save)
    {
        foreach (string path in _checkpoints)
            save(path);
        _checkpoints.Clear();
    }
}
