namespace NetGen.Training;

/// <summary>Averages the weights over training, which often generalise better than the last ones, and gives the network the average when Fit ends.</summary>
/// <remarks>
/// With <see cref="Decay"/> d an exponential moving average after every step: a ← d·a + (1 − d)·w, from the weights after the first (Polyak and Juditsky 1992; as in <c>torch.optim.swa_utils.get_ema_multi_avg_fn</c>).
/// Without it the mean of the weights after each epoch from <see cref="StartEpoch"/> on (stochastic weight averaging, Izmailov et al. 2018).
/// Running statistics of batch normalisations are averaged with the weights.
/// </remarks>
public sealed class WeightAveraging : Callback
{
    private readonly double? _decay;
    private readonly int _startEpoch = 1;
    private long _count;

    /// <summary>The decay of an exponential moving average over steps; null, the default, for the mean over epochs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in [0, 1).</exception>
    public double? Decay
    {
        get => _decay;
        init => _decay = value is null or (>= 0 and < 1) ? value : throw new ArgumentOutOfRangeException(nameof(Decay), value, "Decay must be at least 0 and less than 1; null is the mean over epochs.");
    }

    /// <summary>The first epoch whose weights count, from 1. 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int StartEpoch { get => _startEpoch; init => _startEpoch = Setting.AtLeast(1, value); }

    /// <summary>Whether the network has the average when Fit ends. True by default.</summary>
    public bool Apply { get; init; } = true;

    /// <summary>The average so far; null before the first weights that count.</summary>
    public ParameterBlock? Average { get; private set; }

    /// <inheritdoc/>
    public override void OnFitBegin(TrainingContext training)
    {
        if (!training.IsResumed)
            (_count, Average) = (0, null);
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext training)
    {
        if (Decay is { } decay && training.Epoch >= StartEpoch)
            Add(training.Parameters, 1 - decay);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext training)
    {
        if (Decay is null && training.Epoch >= StartEpoch)
            Add(training.Parameters, 1.0 / (_count + 1));
    }

    /// <inheritdoc/>
    public override void OnFitEnd(TrainingContext training)
    {
        if (Apply && Average is not null)
            training.Parameters.CopyFrom(Average);
    }

    /// <inheritdoc/>
    public override void SaveState(CallbackState state)
    {
        state.Set("count", _count);
        if (Average is not null)
            state.Set("average", Average);
    }

    /// <inheritdoc/>
    public override void LoadState(CallbackState state)
    {
        _count = (long)state.GetNumber("count");
        Average = state.FindBlock("average");
    }

    private void Add(ParameterBlock weights, double share)
    {
        if (Average is null)
            (Average = new(weights.Layout)).CopyFrom(weights);
        else
            Average.Lerp(weights, share);
        _count++;
    }
}
