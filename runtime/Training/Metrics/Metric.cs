namespace NetGen.Training;

/// <summary>A figure of how well an output predicts: a name, which way is better, and how it is read from the counts and sums of an <see cref="OutputEvaluation"/>.</summary>
/// <remarks>
/// A trainer computes its <see cref="Trainer{TNetwork}.Metrics"/> on the validation data after every epoch. All of them read from one pass over the outputs, so that another one costs next to nothing, but for <see cref="Auc"/>, which keeps and sorts the scores.
/// In a loop of one's own: <c>var evaluation = OutputEvaluation.For&lt;DigitReader&gt;(); evaluation.Update(outputs, targets); … metric.Of(evaluation)</c>.
/// A metric never changes; trainers may share it.
/// </remarks>
public sealed class Metric
{
    private readonly Func<OutputEvaluation, double> _value;
    private readonly TargetKinds _targets;

    /// <summary>A metric of one's own.</summary>
    /// <example><code>new Metric("recall_of_faults", isHigherBetter: true, evaluation => evaluation.PerClass[1].Recall)</code></example>
    /// <param name="name">Its name in histories and logs: letters, digits, <c>_</c>, <c>-</c> and <c>.</c>; not <c>loss</c> or <c>accuracy</c>.</param>
    /// <param name="isHigherBetter">Whether a higher value is better than a lower one.</param>
    /// <param name="value">Reads it from an evaluation. It may throw, which ends training.</param>
    /// <exception cref="ArgumentException">The name is empty, has other characters, or is one of those that every result has.</exception>
    public Metric(string name, bool isHigherBetter, Func<OutputEvaluation, double> value)
        : this(name, isHigherBetter, TargetKinds.All, value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (name is "loss" or "accuracy")
            throw new ArgumentException($"\"{name}\" is the name of a figure that every result has; give this one another.", nameof(name));
    }

    private Metric(string name, bool isHigherBetter, TargetKinds targets, Func<OutputEvaluation, double> value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.FirstOrDefault(letter => !(char.IsLetterOrDigit(letter) || letter is '_' or '-' or '.')) is var other and not '\0')
            throw new ArgumentException($"The name of a metric is made of letters, digits, _, - and ., as in f1_macro; \"{name}\" has '{other}'.", nameof(name));
        (Name, IsHigherBetter, _targets, _value) = (name, isHigherBetter, targets, value);
    }

    /// <summary>Its name in histories and logs, as <c>f1_macro</c>.</summary>
    public string Name { get; private init; }

    /// <summary>Whether a higher value is better than a lower one.</summary>
    public bool IsHigherBetter { get; }

    /// <summary>The output of the network that it is computed of; null for the only one.</summary>
    public string? Output { get; private init; }

    /// <summary>Whether it needs the scores of all samples, which then are kept in memory: as many floats as the validation data's targets have. False by default.</summary>
    public bool NeedsScores { get; init; }

    /// <summary>The mean loss.</summary>
    public static Metric Loss { get; } = new("loss", isHigherBetter: false, TargetKinds.All, evaluation => evaluation.Loss);

    /// <summary>The share of samples whose class, or all of whose labels, were predicted correctly: <c>accuracy_score</c>.</summary>
    public static Metric Accuracy { get; } = new("accuracy", isHigherBetter: true, TargetKinds.All, evaluation => evaluation.Accuracy);

    /// <summary>The share of labels that were predicted wrongly: <c>hamming_loss</c>.</summary>
    public static Metric HammingLoss { get; } = new("hamming_loss", isHigherBetter: false, TargetKinds.All, evaluation => evaluation.HammingLoss);

    /// <summary>The mean of the errors' absolute values: <c>mean_absolute_error</c>.</summary>
    public static Metric MeanAbsoluteError { get; } = new("mean_absolute_error", isHigherBetter: false, TargetKinds.Values, evaluation => evaluation.MeanAbsoluteError);

    /// <summary>The mean of the errors' squares: <c>mean_squared_error</c>.</summary>
    public static Metric MeanSquaredError { get; } = new("mean_squared_error", isHigherBetter: false, TargetKinds.Values, evaluation => evaluation.MeanSquaredError);

    /// <summary>The root of the mean of the errors' squares, of several elements the mean of their roots: <c>root_mean_squared_error</c>.</summary>
    public static Metric RootMeanSquaredError { get; } = new("root_mean_squared_error", isHigherBetter: false, TargetKinds.Values, evaluation => evaluation.RootMeanSquaredError);

    /// <summary>The coefficient of determination: <c>r2_score</c>.</summary>
    public static Metric R2 { get; } = new("r2", isHigherBetter: true, TargetKinds.Values, evaluation => evaluation.R2);

    /// <summary>The share of samples whose class was among the k largest elements: <c>top_k_accuracy_score</c>.</summary>
    /// <param name="k">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is less than 1.</exception>
    public static Metric TopK(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        return new(FormattableString.Invariant($"top_{k}"), isHigherBetter: true, TargetKinds.Classes, evaluation => evaluation.TopK(k));
    }

    /// <summary>Of the samples predicted as a class, the share that belongs to it: <c>precision_score</c>.</summary>
    /// <param name="average">How the classes' values become one.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such average.</exception>
    public static Metric Precision(Average average = Average.Macro) => Averaged("precision", average, evaluation => evaluation.Precision(average));

    /// <summary>Of the samples of a class, the share predicted as such: <c>recall_score</c>.</summary>
    /// <param name="average">How the classes' values become one.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such average.</exception>
    public static Metric Recall(Average average = Average.Macro) => Averaged("recall", average, evaluation => evaluation.Recall(average));

    /// <summary>The harmonic mean of precision and recall: <c>f1_score</c>.</summary>
    /// <param name="average">How the classes' values become one.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such average.</exception>
    public static Metric F1(Average average = Average.Macro) => Averaged("f1", average, evaluation => evaluation.F1(average));

    /// <summary>The area under the ROC curve, of several classes each against the rest: <c>roc_auc_score</c>. It keeps the scores of all samples.</summary>
    /// <param name="average">How the classes' values become one.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such average.</exception>
    public static Metric Auc(Average average = Average.Macro) => Averaged("auc", average, evaluation => evaluation.Auc(average), needsScores: true);

    /// <summary>This metric of one output of several; the output's name is put before its own, as in <c>action_f1_macro</c>.</summary>
    /// <param name="output">The output's name.</param>
    public Metric For(string output)
    {
        ArgumentException.ThrowIfNullOrEmpty(output);
        return new($"{output}_{Name}", IsHigherBetter, _targets, _value) { Output = output, NeedsScores = NeedsScores };
    }

    /// <summary>Its value on the samples of an evaluation.</summary>
    /// <exception cref="InvalidOperationException">Those have no such figure.</exception>
    public double Of(OutputEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return _value(evaluation);
    }

    /// <summary>What a callback watches, such as <see cref="EarlyStopping"/>; the metric must be one of the trainer's.</summary>
    public TrainingMetric AsTrainingMetric() => TrainingMetric.Of(Name, IsHigherBetter);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>Copies metrics that are computed of a network's outputs.</summary>
    /// <exception cref="ArgumentException">One is null, two have the same name, one is of an output that the network does not have or of none of several, or it is not defined for the output's loss.</exception>
    internal static IReadOnlyList<Metric> Check(IReadOnlyList<Metric> metrics, IReadOnlyList<NetworkOutput> outputs, string parameter)
    {
        ArgumentNullException.ThrowIfNull(metrics, parameter);
        foreach (Metric? metric in metrics)
            (metric ?? throw new ArgumentException("A metric is null.", parameter)).IndexIn(outputs, parameter);
        return metrics.GroupBy(metric => metric.Name).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new ArgumentException($"There are two metrics {twice.Key}; every one needs a name of its own.", parameter)
            : [.. metrics];
    }

    /// <summary>The index of its output among those of a network.</summary>
    /// <exception cref="ArgumentException">There is no such output, it is not said which, or its targets have no such figure.</exception>
    internal int IndexIn(IReadOnlyList<NetworkOutput> outputs, string parameter)
    {
        string names = string.Join(", ", outputs.Select(output => output.Name));
        if (Output is null && outputs.Count > 1)
            throw new ArgumentException($"The network has the outputs {names}; say which {Name} is computed of, as by For(\"{outputs[0].Name}\").", parameter);
        int index = Output is null ? 0 : outputs.ToList().FindIndex(output => output.Name == Output);
        if (index < 0)
            throw new ArgumentException($"{Name} is computed of the output \"{Output}\", which the network does not have; it has {names}.", parameter);
        if ((_targets & outputs[index].TargetKinds()) == 0)
            throw new ArgumentException($"{Name} is not defined for the output {outputs[index].Name}, whose loss is {outputs[index].Loss} over {outputs[index].Length} elements.", parameter);
        return index;
    }

    private static Metric Averaged(string name, Average average, Func<OutputEvaluation, double> value, bool needsScores = false)
    {
        average.Check(nameof(average));
        return new(average == Average.Binary ? name : $"{name}_{average.ToString().ToLowerInvariant()}", isHigherBetter: true, TargetKinds.Classes | TargetKinds.Labels, value) { NeedsScores = needsScores };
    }
}
