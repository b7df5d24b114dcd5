using System.Globalization;

namespace NetGen.Training;

/// <summary>Saves checkpoints during training, from which <see cref="Trainer{TNetwork}.LoadCheckpoint(string)"/> continues. Each is written atomically: a crash leaves the old file or the new one.</summary>
/// <remarks>One is also written when training stops early, and after the last epoch. With <see cref="Best"/> only improvements are written.</remarks>
public sealed class Checkpoint : Callback
{
    private readonly string _path;
    private readonly int _everyEpochs = 1, _everySteps;
    private readonly TrainingMetric? _metric;
    private readonly BestEpoch _best = new(null);

    /// <summary>Saves to a file.</summary>
    /// <param name="path">The file, replaced each time; <c>{epoch}</c> and <c>{step}</c> in its name are replaced by the epoch and the step within it, so that every checkpoint is kept. Its folder must exist.</param>
    public Checkpoint(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = path;
    }

    /// <summary>The number of epochs from one checkpoint to the next; 0 for none at the ends of epochs. 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int EveryEpochs { get => _everyEpochs; init => _everyEpochs = Setting.AtLeast(0, value); }

    /// <summary>The number of steps from one checkpoint to the next within an epoch; 0, the default, for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int EverySteps { get => _everySteps; init => _everySteps = Setting.AtLeast(0, value); }

    /// <summary>A metric: a checkpoint is then written only after the epochs in which it is better than ever before. Null, the default, for every <see cref="EveryEpochs"/>.</summary>
    public TrainingMetric? Best
    {
        get => _metric;
        init => _best = new(_metric = value);
    }

    /// <inheritdoc/>
    public override void OnFitBegin(TrainingContext training)
    {
        if (!training.IsResumed)
            _best.Reset();
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext training)
    {
        if (Best is null && EverySteps > 0 && training.Step % EverySteps == 0)
            Save(training);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext training)
    {
        if (Best is not null ? _best.Update(training, keepsWeights: false) : training.Epoch == training.Epochs || EveryEpochs > 0 && training.Epoch % EveryEpochs == 0)
            Save(training);
    }

    /// <inheritdoc/>
    public override void OnStop(TrainingContext training)
    {
        if (Best is null)
            Save(training);
    }

    /// <inheritdoc/>
    public override void SaveState(CallbackState state) => _best.Save(state);

    /// <inheritdoc/>
    public override void LoadState(CallbackState state) => _best.Load(state);

    private void Save(TrainingContext training) => training.SaveCheckpoint(_path
        .Replace("{epoch}", training.Epoch.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{step}", training.Step.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
}
