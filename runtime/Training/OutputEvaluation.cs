namespace NetGen.Training;

/// <summary>How well one output of a network predicts its targets: counted and added up over any number of batches, of which only the scores for <see cref="Auc"/> are kept.</summary>
/// <remarks>
/// <see cref="Evaluation"/> has one for each output of a network. In a loop of one's own: make one, <see cref="Update"/> it with every batch, read what it says, <see cref="Reset"/> it.
/// How samples are divided into batches does not change a bit. Definitions are those of scikit-learn; what divides by zero is 0, as there with <c>zero_division=0</c>.
/// Targets are classes (see <see cref="Evaluation"/>); with <see cref="Loss.BinaryCrossEntropy"/> over several elements any number of labels, each 0 or 1, predicted where the element is at least the output's decision threshold; with a loss for numbers these.
/// Figures that are not defined for the targets are NaN where they are properties; methods and tables throw.
/// </remarks>
public sealed class OutputEvaluation
{
    private readonly NetworkOutput _output;
    private readonly TargetKinds _targets;
    private readonly ClassCounts? _classes;
    private readonly MultiLabelCounts? _labels;
    private readonly ErrorSums? _errors;
    private readonly RankedScores _scores;
    private double _loss;

    /// <summary>An evaluation without samples.</summary>
    /// <param name="output">The output: its length, loss and decision threshold say what its targets are.</param>
    public OutputEvaluation(NetworkOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        (_output, _targets, _scores) = (output, output.TargetKinds(), new(output.Length));
        if (_targets.HasFlag(TargetKinds.Classes))
            _classes = new(output);
        if (_targets.HasFlag(TargetKinds.Labels))
            _labels = new(output);
        if (_targets.HasFlag(TargetKinds.Values))
            _errors = new(output.Length);
    }

    /// <summary>An evaluation of a network's output, without samples.</summary>
    /// <typeparam name="TNetwork">The class of the network.</typeparam>
    /// <param name="output">The output's name; may be left out where there is only one.</param>
    /// <exception cref="ArgumentException">There is no such output, or there are several and none is named.</exception>
    public static OutputEvaluation For<TNetwork>(string? output = null) where TNetwork : class, INetwork<TNetwork> =>
        new(TNetwork.Outputs is [var only] && output is null ? only : TNetwork.Outputs.FirstOrDefault(each => each.Name == output)
            ?? throw new ArgumentException($"{typeof(TNetwork).Name} has the outputs {string.Join(", ", TNetwork.Outputs.Select(each => each.Name))}; {(output is null ? "name one" : $"\"{output}\" is none of them")}.", nameof(output)));

    /// <summary>The output's name.</summary>
    public string Name => _output.Name;

    /// <summary>Whether the scores of all samples are kept, which <see cref="Auc"/> needs: 5 bytes for each element of the targets. True by default.</summary>
    /// <remarks>Evaluations of whole datasets keep up to 16,777,216 scores of an output, and none of larger datasets.</remarks>
    public bool KeepsScores { get; init; } = true;

    /// <summary>The number of samples; of a network over frames, of frames that count.</summary>
    public long Count { get; private set; }

    /// <summary>Whether there are samples and the target of each names one class, so that there is a <see cref="ConfusionMatrix"/>.</summary>
    public bool HasClasses => _classes is { HasOther: false } && Count > 0;

    /// <summary>Whether there are samples and the targets are any number of labels, each 0 or 1.</summary>
    public bool HasLabels => _labels is { HasOther: false } && Count > 0;

    /// <summary>Its mean loss over the samples, without its weight in the network's loss; NaN if it has none.</summary>
    /// <remarks>But for the evaluation of a network with this one output, it is computed from the outputs: a probability of 0, whose logarithm is infinite, counts as the smallest float.</remarks>
    public double Loss => NetworkLoss ?? (Count == 0 ? double.NaN : _loss / Count);

    /// <summary>The share of samples whose class, or all of whose labels, were predicted correctly, 0…1; NaN if the targets are neither classes nor labels.</summary>
    public double Accuracy => HasClasses ? (double)_classes!.TopK(1) / Count : HasLabels ? (double)_labels!.ExactSamples / Count : double.NaN;

    /// <summary>The share of labels that were predicted wrongly, 0…1; of classes 1 − <see cref="Accuracy"/>. NaN if the targets are neither.</summary>
    public double HammingLoss => HasLabels ? (double)_labels!.WrongLabels / Count / _output.Length : 1 - Accuracy;

    /// <summary>The mean of the errors' absolute values; NaN unless the loss is one for numbers.</summary>
    public double MeanAbsoluteError => _errors?.MeanAbsoluteError ?? double.NaN;

    /// <summary>The mean of the errors' squares; NaN unless the loss is one for numbers.</summary>
    public double MeanSquaredError => _errors?.MeanSquaredError ?? double.NaN;

    /// <summary>The root of the mean of the errors' squares, of several elements the mean of their roots; NaN unless the loss is one for numbers.</summary>
    public double RootMeanSquaredError => _errors?.RootMeanSquaredError ?? double.NaN;

    /// <summary>The coefficient of determination, 1 − Σ(t − y)² / Σ(t − mean t)², of several elements their mean; 1 is best. Where all targets of an element are the same it is 1 without an error, else 0. NaN for fewer than two samples, and unless the loss is one for numbers.</summary>
    public double R2 => _errors?.R2 ?? double.NaN;

    /// <summary>Precision, recall, F1 and support of every class or label; it prints as a table.</summary>
    /// <exception cref="InvalidOperationException">The targets are neither classes nor labels.</exception>
    public ClassificationReport PerClass => new(Counts.Copy());

    /// <summary>The number of samples for each pair of actual and predicted class.</summary>
    /// <exception cref="InvalidOperationException">The targets are not classes, or there are more than 46,340 classes, whose pairs are more than an array can hold.</exception>
    public ConfusionMatrix ConfusionMatrix => Classes.ToMatrix();

    /// <summary>A confusion matrix of two classes for each class or label, whether a sample has it or not: <c>multilabel_confusion_matrix</c>.</summary>
    /// <exception cref="InvalidOperationException">The targets are neither classes nor labels.</exception>
    public IReadOnlyList<ConfusionMatrix> ConfusionMatrices => Counts is var counts ? [.. Enumerable.Range(0, counts.Labels).Select(label => ConfusionMatrix.Of(counts, label, Count))] : [];

    /// <summary>The share of samples whose class was among the k largest elements, 0…1.</summary>
    /// <param name="k">At least 1; <c>TopK(1)</c> is the accuracy.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is less than 1.</exception>
    /// <exception cref="InvalidOperationException">The targets are not classes.</exception>
    public double TopK(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        return (double)Classes.TopK(k) / Count;
    }

    /// <summary>Of the samples predicted as a class, the share that belongs to it.</summary>
    /// <param name="average">How the classes' values become one.</param>
    /// <exception cref="ArgumentException">The average is that of two classes, and there are others.</exception>
    /// <exception cref="InvalidOperationException">The targets are neither classes nor labels.</exception>
    public double Precision(Average average = Average.Macro) => Counts.Of(average, LabelCounts.Precision);

    /// <summary>Of the samples of a class, the share predicted as such.</summary>
    /// <inheritdoc cref="Precision"/>
    public double Recall(Average average = Average.Macro) => Counts.Of(average, LabelCounts.Recall);

    /// <summary>The harmonic mean of precision and recall.</summary>
    /// <inheritdoc cref="Precision"/>
    public double F1(Average average = Average.Macro) => Counts.Of(average, LabelCounts.F1);

    /// <summary>The area under the ROC curve: the share of pairs of a sample of the class and another in which the first has the higher score, equal scores counting one half. Of several classes each against the rest.</summary>
    /// <remarks>Scores are the elements; with cross-entropy over logits their softmax. NaN where a class has no samples or all of them, and where a score is NaN. Each call sorts the scores of each class.</remarks>
    /// <param name="average">How the classes' values become one. For an output of one element all are the same.</param>
    /// <exception cref="ArgumentException">The average is that of two classes, and there are others.</exception>
    /// <exception cref="InvalidOperationException">The targets are neither classes nor labels, or the scores were not kept.</exception>
    public double Auc(Average average = Average.Macro)
    {
        Counts.Check(average);
        if (!KeepsScores)
            throw new InvalidOperationException(Text($"The area under the ROC curve needs the scores of all samples, which {nameof(KeepsScores)} = false does not keep; evaluations of datasets keep up to {Evaluation.MaxScores:N0} of an output. Update an OutputEvaluation by hand, or give Metric.Auc() to the trainer."));
        if (_output.Loss == NetGen.Loss.CrossEntropy)
            _scores.Normalize();
        return average switch
        {
            _ when _output.Length == 1 => _scores.Auc(0),
            Average.Binary => _scores.Auc(1),
            Average.Micro => _scores.MicroAuc(),
            _ => _scores.MeanAuc(areWeighted: average == Average.Weighted),
        };
    }

    /// <summary>Adds samples.</summary>
    /// <param name="outputs">What the network computed, of this output alone: samples × elements; of a network over frames, samples × frames × elements.</param>
    /// <param name="targets">As many targets.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are not those of one or more samples.</exception>
    public void Update(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets)
    {
        int length = _output.Frames * _output.Length;
        if (outputs.Length != targets.Length)
            throw new ArgumentException($"There are {outputs.Length} elements of outputs and {targets.Length} of targets; there must be as many.", nameof(targets));
        if (outputs.IsEmpty || outputs.Length % length != 0)
            throw new ArgumentException($"{outputs.Length} elements are not one or more samples of {length} elements, the length of the output {Name}.", nameof(outputs));
        for (int start = 0; start < outputs.Length; start += length)
            AddSample(outputs, targets, start);
    }

    /// <summary>Forgets all samples; the memory is kept for the next ones.</summary>
    public void Reset()
    {
        (Count, _loss, NetworkLoss) = (0, 0, null);
        _classes?.Reset();
        _labels?.Reset();
        _errors?.Reset();
        _scores.Reset();
    }

    /// <summary>Loss and what else fits the targets, in one line.</summary>
    public override string ToString() => $"{Name}: {string.Join(", ", (IEnumerable<string>)[.. double.IsNaN(Loss) ? Array.Empty<string>() : [Text($"loss {Loss:G5}")], .. Figures])}";

    /// <summary>The loss of a network that has no other output; null where it is to be computed.</summary>
    internal double? NetworkLoss { get; set; }

    /// <summary>The index of its first element in a sample's outputs.</summary>
    internal int Offset => _output.Offset;

    /// <summary>Whether <see cref="NetworkLoss"/> will be set.</summary>
    internal bool IsOnly { get; init; }

    /// <summary>What is worth saying besides the loss.</summary>
    internal string[] Figures =>
        HasClasses ? [Text($"accuracy {100 * Accuracy:F2} %")]
        : HasLabels ? [Text($"subset accuracy {100 * Accuracy:F2} %"), Text($"Hamming loss {HammingLoss:G4}"), Text($"macro F1 {F1():G4}")]
        : _errors is null || Count == 0 ? []
        : double.IsNaN(R2) ? [Text($"MAE {MeanAbsoluteError:G5}")]
        : [Text($"MAE {MeanAbsoluteError:G5}"), Text($"R² {R2:G4}")];

    /// <summary>Makes room for the scores of some samples, if they are sure to be kept: numbers have none.</summary>
    internal void Reserve(int samples)
    {
        if (KeepsScores && _errors is null)
            _scores.Reserve((long)samples * (_output.Frames - _output.WarmupFrames));
    }

    /// <summary>Adds a sample: all of its frames that count.</summary>
    /// <param name="outputs">The sample's outputs, among others.</param>
    /// <param name="targets">Its targets, at the same places.</param>
    /// <param name="start">The index of this output's first element in both.</param>
    internal void AddSample(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int start)
    {
        for (int frame = _output.WarmupFrames; frame < _output.Frames; frame++)
            Add(outputs.Slice(start + frame * _output.Length, _output.Length), targets.Slice(start + frame * _output.Length, _output.Length));
    }

    private ClassCounts Classes => HasClasses ? _classes! : throw NotDefined("not classes (1 at the class and 0 elsewhere)");

    private LabelCounts Counts => HasClasses ? _classes!.ByClass : HasLabels ? _labels!.ByLabel : throw NotDefined("neither classes (1 at the class and 0 elsewhere) nor labels (0 or 1 each)");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private InvalidOperationException NotDefined(string what) => new(Count == 0
        ? "There are no samples yet, so there is nothing to count; call Update first."
        : $"The targets of this dataset are {what}, so there is nothing to count.");

    private void Add(ReadOnlySpan<float> y, ReadOnlySpan<float> t)
    {
        Count++;
        if (!IsOnly)
            _loss += OutputLoss.Of(_output, y, t);
        _errors?.Add(y, t);
        _labels?.Add(y, t);
        int actual = _classes?.Add(y, t) ?? ClassOf.None;
        if (!KeepsScores || _labels is null && actual == ClassOf.None)
            return;
        y.CopyTo(_scores.Add(out Span<bool> positive));
        for (int i = 0; i < t.Length; i++)
            positive[i] = _labels is not null ? t[i] == 1 : t.Length == 1 ? actual == 1 : i == actual;
    }
}
