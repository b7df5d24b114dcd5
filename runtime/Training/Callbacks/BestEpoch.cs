namespace NetGen.Training;

/// <summary>The best value of a metric so far, the epoch that had it, and the weights of that epoch.</summary>
/// <param name="metric">The metric; null for the default.</param>
/// <param name="margin">What a better value is better by.</param>
internal sealed class BestEpoch(TrainingMetric? metric, double margin = 0)
{
    private const string ValueName = "best", EpochName = "best_epoch", BlockName = "weights";

    private double? _value;

    /// <summary>The epoch, from 1; 0 before any.</summary>
    public int Epoch { get; private set; }

    /// <summary>Its value; NaN before any.</summary>
    public double Value => _value ?? double.NaN;

    /// <summary>The weights after it; null where none are kept.</summary>
    public ParameterBlock? Weights { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Reset() => (_value, Epoch, Weights) = (null, 0, null);

    /// <summary>Compares the last epoch with the best one. Returns whether it is better, and keeps its weights then.</summary>
    public bool Update(TrainingContext training, bool keepsWeights)
    {
        EpochResult result = training.History.Last;
        TrainingMetric watched = metric ?? TrainingMetric.DefaultFor(result);
        double value = watched.Of(result);
        if (!watched.IsBetter(value, _value ?? watched.Worst, _value is null ? 0 : margin))
            return false;
        (_value, Epoch) = (value, training.Epoch);
        if (keepsWeights)
            (Weights ??= new(training.Parameters.Layout)).CopyFrom(training.Parameters);
        return true;
    }

    public void Save(CallbackState state)
    {
        state.Set(ValueName, Value);
        state.Set(EpochName, Epoch);
        if (Weights is not null)
            state.Set(BlockName, Weights);
    }

    public void Load(CallbackState state)
    {
        Epoch = (int)state.GetNumber(EpochName);
        _value = Epoch == 0 ? null : state.GetNumber(ValueName);
        Weights = state.FindBlock(BlockName);
    }
}
