namespace NetGen.Training;

/// <summary>Multiplies the learning rate by a factor when a metric has not improved for some epochs (<c>torch.optim.lr_scheduler.ReduceLROnPlateau</c>, with its defaults).</summary>
/// <param name="metric">By default the validation loss, or the training loss where there is no validation data.</param>
public sealed class ReduceOnPlateau(TrainingMetric? metric = null) : Callback
{
    private readonly double _factor = 0.1, _threshold = 1e-4, _minimum;
    private readonly int _patience = 10, _cooldown;
    private double _best = double.NaN;
    private int _bad, _cooling;

    /// <summary>Multiplies the rate, above 0 and below 1. 0.1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Factor
    {
        get => _factor;
        init => _factor = value is > 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(Factor), value, "Factor must be above 0 and below 1.");
    }

    /// <summary>The number of epochs in a row without an improvement that are tolerated; the next one reduces the rate. 10 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Patience { get => _patience; init => _patience = Setting.AtLeast(0, value); }

    /// <summary>An improvement by less than this share of the best value does not count. 1e-4 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Threshold { get => _threshold; init => _threshold = Setting.NotNegative(value); }

    /// <summary>The number of epochs after a reduction that don't count. 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Cooldown { get => _cooldown; init => _cooldown = Setting.AtLeast(0, value); }

    /// <summary>The smallest rate. 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Minimum { get => _minimum; init => _minimum = Setting.NotNegative(value); }

    /// <inheritdoc/>
    public override void OnFitBegin(TrainingContext training)
    {
        if (!training.IsResumed)
            (_best, _bad, _cooling) = (double.NaN, 0, 0);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext training)
    {
        const double Smallest = 1e-8; // PyTorch's eps: smaller reductions are left out
        EpochResult result = training.History.Last;
        TrainingMetric watched = metric ?? TrainingMetric.DefaultFor(result);
        double value = watched.Of(result);
        if (double.IsNaN(_best) || (watched.IsHigherBetter ? value > _best * (1 + _threshold) : value < _best * (1 - _threshold)))
            (_best, _bad) = (value, 0);
        else
            _bad++;
        if (_cooling > 0)
            (_cooling, _bad) = (_cooling - 1, 0);
        if (_bad <= _patience)
            return;
        double rate = training.Optimizer.LearningRate, reduced = Math.Max(rate * _factor, _minimum);
        if (rate - reduced > Smallest)
            training.Optimizer.LearningRate = reduced;
        (_cooling, _bad) = (_cooldown, 0);
    }

    /// <inheritdoc/>
    public override void SaveState(CallbackState state)
    {
        state.Set("best", _best);
        state.Set("bad", _bad);
        state.Set("cooling", _cooling);
    }

    /// <inheritdoc/>
    public override void LoadState(CallbackState state)
    {
        _best = state.GetNumber("best");
        _bad = (int)state.GetNumber("bad");
        _cooling = (int)state.GetNumber("cooling");
    }
}
