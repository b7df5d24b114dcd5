using NetGen.Data;

namespace NetGen.Training;

/// <summary>How well a network predicts the targets of a dataset: loss, and what fits the targets of its outputs.</summary>
/// <remarks>
/// Where an output has several elements, a sample's class is the largest. With one element it is 1 if the output is at least the network's decision threshold (½, or 0 where outputs are logits or margins), else 0.
/// Targets name classes if they are 1 at the class and 0 (with hinge loss −1) elsewhere; with <see cref="Loss.CrossEntropy"/> the class is that of the largest element, whatever its value.
/// With <see cref="Loss.BinaryCrossEntropy"/> over several elements each is a label of its own, 0 or 1.
/// The figures of a network of several outputs are those of each, in <see cref="Outputs"/>: here properties are NaN, and methods and tables throw. Definitions are scikit-learn's (see <see cref="OutputEvaluation"/>).
/// </remarks>
public sealed class Evaluation
{
    /// <summary>The most scores of an output that an evaluation keeps for <see cref="Auc"/>: 80 MB of memory.</summary>
    internal const int MaxScores = 1 << 24;

    private readonly OutputEvaluation[] _outputs;

    internal Evaluation(int count, double loss, OutputEvaluation[] outputs)
    {
        (Count, Loss, _outputs) = (count, loss, outputs);
        Outputs = outputs.ToDictionary(output => output.Name);
    }

    /// <summary>The number of samples.</summary>
    public int Count { get; }

    /// <summary>Mean loss over the samples.</summary>
    public double Loss { get; }

    /// <summary>Every output's figures, by its name.</summary>
    public IReadOnlyDictionary<string, OutputEvaluation> Outputs { get; }

    /// <inheritdoc cref="OutputEvaluation.Accuracy"/>
    public double Accuracy => Only?.Accuracy ?? double.NaN;

    /// <inheritdoc cref="OutputEvaluation.HammingLoss"/>
    public double HammingLoss => Only?.HammingLoss ?? double.NaN;

    /// <inheritdoc cref="OutputEvaluation.MeanAbsoluteError"/>
    public double MeanAbsoluteError => Only?.MeanAbsoluteError ?? double.NaN;

    /// <inheritdoc cref="OutputEvaluation.MeanSquaredError"/>
    public double MeanSquaredError => Only?.MeanSquaredError ?? double.NaN;

    /// <inheritdoc cref="OutputEvaluation.RootMeanSquaredError"/>
    public double RootMeanSquaredError => Only?.RootMeanSquaredError ?? double.NaN;

    /// <inheritdoc cref="OutputEvaluation.R2"/>
    public double R2 => Only?.R2 ?? double.NaN;

    /// <summary>The number of samples for each pair of actual and predicted class.</summary>
    /// <exception cref="InvalidOperationException">The network has several outputs, the targets are not classes, or there are more than 46,340 classes, whose pairs are more than an array can hold.</exception>
    public ConfusionMatrix ConfusionMatrix => Single.ConfusionMatrix;

    /// <summary>A confusion matrix of two classes for each class or label, whether a sample has it or not: <c>multilabel_confusion_matrix</c>.</summary>
    /// <exception cref="InvalidOperationException">The network has several outputs, or the targets are neither classes nor labels.</exception>
    public IReadOnlyList<ConfusionMatrix> ConfusionMatrices => Single.ConfusionMatrices;

    /// <summary>Precision, recall, F1 and support of every class or label; it prints as a table.</summary>
    /// <exception cref="InvalidOperationException">The network has several outputs, or the targets are neither classes nor labels.</exception>
    public ClassificationReport PerClass => Single.PerClass;

    /// <summary>The share of samples whose class was among the k largest outputs, 0…1.</summary>
    /// <param name="k">At least 1; <c>TopK(1)</c> is the accuracy.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is less than 1.</exception>
    /// <exception cref="InvalidOperationException">The network has several outputs, or the targets are not classes.</exception>
    public double TopK(int k) => Single.TopK(k);

    /// <summary>Of the samples predicted as a class, the share that belongs to it.</summary>
    /// <param name="average">How the classes' values become one.</param>
    /// <exception cref="ArgumentException">The average is that of two classes, and there are others.</exception>
    /// <exception cref="InvalidOperationException">The network has several outputs, or the targets are neither classes nor labels.</exception>
    public double Precision(Average average = Average.Macro) => Single.Precision(average);

    /// <summary>Of the samples of a class, the share predicted as such.</summary>
    /// <inheritdoc cref="Precision"/>
    public double Recall(Average average = Average.Macro) => Single.Recall(average);

    /// <summary>The harmonic mean of precision and recall.</summary>
    /// <inheritdoc cref="Precision"/>
    public double F1(Average average = Average.Macro) => Single.F1(average);

    /// <inheritdoc cref="OutputEvaluation.Auc"/>
    public double Auc(Average average = Average.Macro) => Single.Auc(average);

    /// <summary>Evaluates a network on the calling thread, with the same bits as <see cref="Trainer{TNetwork}.Evaluate"/>.</summary>
    /// <param name="network">The network; it does not change.</param>
    /// <param name="data">Samples of the network's lengths.</param>
    /// <exception cref="ArgumentException">The dataset's lengths are not the network's.</exception>
    public static Evaluation Of<TNetwork>(TNetwork network, Dataset data) where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        using var workers = new Workers(1);
        return new Evaluator<TNetwork>(network, workers, metrics: []).Evaluate(data);
    }

    /// <summary>The loss and what fits the targets in one line, as accuracy, or mean absolute error and R²; of several outputs each one's too.</summary>
    public override string ToString() => Only switch
    {
        null => FormattableString.Invariant($"loss {Loss:G5} on {Count:N0} samples; {string.Join("; ", _outputs.Where(output => !double.IsNaN(output.Loss) || output.Figures.Length > 0))}"),
        { HasClasses: true } => FormattableString.Invariant($"loss {Loss:G5}, accuracy {100 * Accuracy:F2} % of {Count:N0} samples"),
        var only => FormattableString.Invariant($"{string.Join(", ", (IEnumerable<string>)[FormattableString.Invariant($"loss {Loss:G5}"), .. only.Figures])} on {Count:N0} samples"),
    };

    private OutputEvaluation? Only => _outputs is [var only] ? only : null;

    private OutputEvaluation Single => Only
        ?? throw new InvalidOperationException($"The network has several outputs; ask one of them, as in Outputs[\"{_outputs[0].Name}\"].");
}
