using System.Globalization;

namespace NetGen.Training;

/// <summary>Stops when a metric has not improved for some epochs, and returns to the best epoch's weights.</summary>
public sealed class EarlyStopping : Callback
{
    private readonly BestEpoch _best;
    private readonly int _patience = 3;
    private readonly double _minimumDelta;
    private int _waited;
    private bool _stopped;

    /// <summary>Watches a metric.</summary>
    /// <param name="metric">By default the validation loss, or the training loss where there is no validation data.</param>
    /// <param name="minimumDelta">An improvement by no more than this does not count.</param>
    /// <exception cref="ArgumentOutOfRangeException">The delta is negative or not finite.</exception>
    public EarlyStopping(TrainingMetric? metric = null, double minimumDelta = 0)
    {
        _minimumDelta = Setting.NotNegative(minimumDelta, nameof(minimumDelta));
        _best = new(metric, minimumDelta);
    }

    /// <summary>The number of epochs in a row without an improvement after which training stops. 3 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Patience { get => _patience; init => _patience = Setting.AtLeast(1, value); }

    /// <summary>An improvement by no more than this does not count.</summary>
    public double MinimumDelta => _minimumDelta;

    /// <summary>Whether the network has the weights of the best epoch when Fit ends, however it ends. True by default.</summary>
    public bool RestoreBest { get; init; } = true;

    /// <summary>The best epoch so far, from 1; 0 before the first.</summary>
    public int BestEpoch => _best.Epoch;

    /// <summary>The metric's value in the best epoch; NaN before the first.</summary>
    public double BestValue => _best.Value;

    /// <inheritdoc/>
    public override void OnFitBegin(TrainingContext training)
    {
        if (!training.IsResumed)
        {
            (_waited, _stopped) = (0, false);
            _best.Reset();
        }
        else if (_stopped)
            Stop(training);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext training)
    {
        if (_best.Update(training, RestoreBest))
            _waited = 0;
        else if (++_waited >= Patience)
            Stop(training);
    }

    /// <inheritdoc/>
    public override void OnFitEnd(TrainingContext training)
    {
        if (RestoreBest && _best.Weights is { } weights)
            training.Parameters.CopyFrom(weights);
    }

    /// <inheritdoc/>
    public override void SaveState(CallbackState state)
    {
        state.Set("waited", _waited);
        state.Set("stopped", _stopped ? 1 : 0);
        _best.Save(state);
    }

    /// <inheritdoc/>
    public override void LoadState(CallbackState state)
    {
        _waited = (int)state.GetNumber("waited");
        _stopped = state.GetNumber("stopped") != 0;
        _best.Load(state);
    }

    private void Stop(TrainingContext training)
    {
        _stopped = true;
        training.Stop(string.Create(CultureInfo.InvariantCulture, $"no improvement for {_waited} epochs; the best was epoch {BestEpoch}, {BestValue:G5}"));
    }
}
