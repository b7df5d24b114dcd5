namespace NetGen.Training;

/// <summary>Gives the network the weights of its best epoch when Fit ends, however it ends.</summary>
/// <param name="metric">What is best: by default the validation loss, or the training loss where there is no validation data.</param>
public sealed class KeepBest(TrainingMetric? metric = null) : Callback
{
    private readonly BestEpoch _best = new(metric);

    /// <summary>The best epoch so far, from 1; 0 before the first.</summary>
    public int BestEpoch => _best.Epoch;

    /// <summary>The metric's value in the best epoch; NaN before the first.</summary>
    public double BestValue => _best.Value;

    /// <inheritdoc/>
    public override void OnFitBegin(TrainingContext training)
    {
        if (!training.IsResumed)
            _best.Reset();
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext training) => _best.Update(training, keepsWeights: true);

    /// <inheritdoc/>
    public override void OnFitEnd(TrainingContext training)
    {
        if (_best.Weights is { } weights)
            training.Parameters.CopyFrom(weights);
    }

    /// <inheritdoc/>
    public override void SaveState(CallbackState state) => _best.Save(state);

    /// <inheritdoc/>
    public override void LoadState(CallbackState state) => _best.Load(state);
}
