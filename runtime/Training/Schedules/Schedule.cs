namespace NetGen.Training;

/// <summary>Sets the optimizer's learning rate during training. Formulas are those of <c>torch.optim.lr_scheduler</c>, with the same bits on every machine.</summary>
/// <remarks>
/// In the formulas γ₀ is the optimizer's rate when training begins, T a length, and t the epochs (or training steps, see <see cref="Unit"/>) completed since then.
/// A rate that anything else sets is overwritten at the next epoch or step; one that is set between two calls of Fit becomes γ₀. Each call of Fit begins with t = 0, except one that continues from a checkpoint.
/// </remarks>
public sealed class Schedule : Callback
{
    private readonly Func<double, long, long, double> _formula;
    private double _initial = double.NaN, _last = double.NaN;

    /// <summary>A schedule of a formula.</summary>
    /// <param name="unit">What it counts.</param>
    /// <param name="formula">The rate, from γ₀, t and all that Fit will count.</param>
    private Schedule(ScheduleUnit unit, Func<double, long, long, double> formula)
    {
        Unit = unit is ScheduleUnit.Epoch or ScheduleUnit.Step ? unit : throw new ArgumentOutOfRangeException(nameof(unit), unit, "The unit must be Epoch or Step.");
        _formula = formula;
    }

    /// <summary>What t counts.</summary>
    public ScheduleUnit Unit { get; }

    /// <summary>γ₀·factor(t) (<c>LambdaLR</c>).</summary>
    /// <param name="factor">Multiplies the rate; depends on t alone.</param>
    /// <param name="unit">What t counts.</param>
    public static Schedule Of(Func<long, double> factor, ScheduleUnit unit = ScheduleUnit.Epoch)
    {
        ArgumentNullException.ThrowIfNull(factor);
        return new(unit, (initial, t, _) => initial * factor(t));
    }

    /// <summary>γ₀·factor for t &lt; T, then γ₀ (<c>ConstantLR</c>).</summary>
    /// <param name="factor">Multiplies the rate at first, at least 0.</param>
    /// <param name="length">T, at least 1.</param>
    /// <param name="unit">What t counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static Schedule Constant(double factor = 1.0 / 3, int length = 5, ScheduleUnit unit = ScheduleUnit.Epoch)
    {
        Setting.NotNegative(factor, nameof(factor));
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        return new(unit, (initial, t, _) => t < length ? initial * factor : initial);
    }

    /// <summary>γ₀·(start + (end − start)·min(t, T)/T) (<c>LinearLR</c>).</summary>
    /// <param name="start">Multiplies the rate at first, at least 0.</param>
    /// <param name="end">Multiplies the rate from t = T on, at least 0.</param>
    /// <param name="length">T, at least 1.</param>
    /// <param name="unit">What t counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static Schedule Linear(double start = 1.0 / 3, double end = 1, int length = 5, ScheduleUnit unit = ScheduleUnit.Epoch)
    {
        Setting.NotNegative(start, nameof(start));
        Setting.NotNegative(end, nameof(end));
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        return new(unit, (initial, t, _) => initial * Ramp(start, end, t, length));
    }

    /// <summary>γ₀·γ^⌊t/size⌋ (<c>StepLR</c>).</summary>
    /// <param name="size">The number of epochs or steps from one change to the next, at least 1.</param>
    /// <param name="gamma">γ: multiplies the rate each time, at least 0.</param>
    /// <param name="unit">What t counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static Schedule Step(int size, double gamma = 0.1, ScheduleUnit unit = ScheduleUnit.Epoch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Setting.NotNegative(gamma, nameof(gamma));
        return new(unit, (initial, t, _) => initial * PortableMath.Power(gamma, t / size));
    }

    /// <summary>γ₀·γᵗ (<c>ExponentialLR</c>).</summary>
    /// <param name="gamma">γ: multiplies the rate each time, at least 0.</param>
    /// <param name="unit">What t counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static Schedule Exponential(double gamma, ScheduleUnit unit = ScheduleUnit.Epoch)
    {
        Setting.NotNegative(gamma, nameof(gamma));
        return new(unit, (initial, t, _) => initial * PortableMath.Power(gamma, t));
    }

    /// <summary>γ₀·(1 − min(t, T)/T)^power (<c>PolynomialLR</c>).</summary>
    /// <param name="length">T, at least 1; null, the default, for all of Fit.</param>
    /// <param name="power">The exponent, at least 0.</param>
    /// <param name="unit">What t counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static Schedule Polynomial(int? length = null, double power = 1, ScheduleUnit unit = ScheduleUnit.Epoch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length ?? 1, 1, nameof(length));
        Setting.NotNegative(power, nameof(power));
        return new(unit, (initial, t, all) => initial * PortableMath.Power(1 - (double)Math.Min(t, length ?? all) / (length ?? all), power));
    }

    /// <summary>min + (γ₀ − min)·(1 + cos(π·t/T))/2 (<c>CosineAnnealingLR</c>; after T the rate rises again, as there).</summary>
    /// <param name="length">T, at least 1; null, the default, for all of Fit.</param>
    /// <param name="minimum">min: the rate at t = T, at least 0.</param>
    /// <param name="unit">What t counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static Schedule Cosine(int? length = null, double minimum = 0, ScheduleUnit unit = ScheduleUnit.Epoch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length ?? 1, 1, nameof(length));
        Setting.NotNegative(minimum, nameof(minimum));
        return new(unit, (initial, t, all) => Anneal(initial, minimum, (double)t / (length ?? all)));
    }

    /// <summary>As <see cref="Cosine"/> over a first length, then over one that is longer by a factor, and so on, each beginning at γ₀ (<c>CosineAnnealingWarmRestarts</c>; Loshchilov and Hutter 2017).</summary>
    /// <param name="length">The first length, at least 1.</param>
    /// <param name="multiplier">How much longer each is than the one before, at least 1.</param>
    /// <param name="minimum">The rate before each restart, at least 0.</param>
    /// <param name="unit">What t counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static Schedule CosineRestarts(int length, int multiplier = 1, double minimum = 0, ScheduleUnit unit = ScheduleUnit.Epoch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(multiplier, 1);
        Setting.NotNegative(minimum, nameof(minimum));
        return new(unit, (initial, t, _) => Anneal(initial, minimum, PartOfCycle(t, length, multiplier)));
    }

    /// <summary>From maximum/divisor up to the maximum in the first part of Fit, then down to maximum/divisor/finalDivisor, both along a cosine; γ₀ has no part in it (<c>OneCycleLR</c>, whose momentum stays as it is here; Smith and Topin 2019).</summary>
    /// <param name="maximum">The largest rate, at least 0.</param>
    /// <param name="rise">The part of Fit in which the rate rises, 0…1.</param>
    /// <param name="divisor">What the maximum is divided by at first, above 0.</param>
    /// <param name="finalDivisor">What the first rate is divided by at the end, above 0.</param>
    /// <param name="unit">What t counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static Schedule OneCycle(double maximum, double rise = 0.3, double divisor = 25, double finalDivisor = 1e4, ScheduleUnit unit = ScheduleUnit.Step)
    {
        Setting.NotNegative(maximum, nameof(maximum));
        ArgumentOutOfRangeException.ThrowIfNegative(rise);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rise, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(divisor);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(finalDivisor);
        double first = maximum / divisor;
        return new(unit, (_, t, all) => rise * all - 1 is var top && t <= top
            ? Anneal(first, maximum, top == 0 ? 1 : t / top)
            : Anneal(maximum, first / finalDivisor, all - 1 == top ? 1 : (t - top) / (all - 1 - top)));
    }

    /// <summary>This schedule after a warm-up, in which γ₀ is multiplied by start + (1 − start)·t/length (<c>SequentialLR</c> of a <c>LinearLR</c> and this one).</summary>
    /// <param name="length">The length of the warm-up, in the schedule's unit; at least 1.</param>
    /// <param name="start">Multiplies the first rate, 0…1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public Schedule WithWarmup(int length, double start = 1.0 / 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Setting.NotNegative(start, nameof(start));
        return new(Unit, (initial, t, all) => t < length ? initial * Ramp(start, 1, t, length) : _formula(initial, t - length, Math.Max(1, all - length)));
    }

    /// <summary>The learning rate at a time: for a loop of one's own, or a drawing.</summary>
    /// <param name="initial">γ₀.</param>
    /// <param name="t">Epochs or steps completed, at least 0.</param>
    /// <param name="all">All that there will be, at least 1: the length of schedules that last for all of Fit.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public double LearningRateAt(double initial, long t, long all)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(t);
        ArgumentOutOfRangeException.ThrowIfLessThan(all, 1);
        return _formula(initial, t, all);
    }

    /// <inheritdoc/>
    public override void OnFitBegin(TrainingContext training)
    {
        double now = training.Optimizer.LearningRate;
        if (double.IsNaN(_initial) || !training.IsResumed && now != _last)
            _initial = now;
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingContext training)
    {
        if (Unit == ScheduleUnit.Epoch)
            Apply(training, training.Epoch - 1, training.Epochs);
    }

    /// <inheritdoc/>
    public override void OnBatchBegin(TrainingContext training)
    {
        if (Unit == ScheduleUnit.Step)
            Apply(training, (training.Epoch - 1L) * training.Steps + training.Step - 1, (long)training.Epochs * training.Steps);
    }

    /// <inheritdoc/>
    public override void SaveState(CallbackState state) => state.Set("initial", _initial);

    /// <inheritdoc/>
    public override void LoadState(CallbackState state) => _initial = state.GetNumber("initial");

    private void Apply(TrainingContext training, long t, long all) => training.Optimizer.LearningRate = _last = _formula(_initial, t, all);

    private static double Ramp(double start, double end, long t, int length) => start + (end - start) * Math.Min(t, length) / length;

    /// <summary>From one value to another along half a period of the cosine.</summary>
    private static double Anneal(double from, double to, double part) => to + (from - to) * (1 + PortableMath.CosPi(part)) / 2;

    /// <summary>The part that is over of the cycle that t lies in.</summary>
    private static double PartOfCycle(long t, long length, int multiplier)
    {
        if (multiplier == 1)
            return (double)(t % length) / length;
        while (t >= length)
            (t, length) = (t - length, length * multiplier);
        return (double)t / length;
    }
}
