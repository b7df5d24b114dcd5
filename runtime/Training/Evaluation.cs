using System.Globalization;
using NetGen.Data;

namespace NetGen.Training;

/// <summary>The loss and the accuracy of a network on a dataset.</summary>
/// <remarks>
/// With several outputs, a sample's class is its largest output. With one output it is 1 if the output is at least the network's decision threshold (½, or 0 where outputs are logits or margins), else 0.
/// Targets name classes if they are 1 at the class and 0 (with hinge loss −1) elsewhere; with <see cref="Loss.CrossEntropy"/> the class is that of the largest element, whatever its value.
/// </remarks>
public sealed class Evaluation
{
    private readonly int _classes;
    private readonly int[] _actual;
    private readonly int[] _predicted;
    private readonly int[] _ranks;
    private ConfusionMatrix? _confusion;

    internal Evaluation(double loss, double accuracy, int classes, int[] actual, int[] predicted, int[] ranks)
    {
        Loss = loss;
        Accuracy = accuracy;
        _classes = classes;
        _actual = actual;
        _predicted = predicted;
        _ranks = ranks;
    }

    /// <summary>The number of samples.</summary>
    public int Count => _actual.Length;

    /// <summary>Mean loss over the samples.</summary>
    public double Loss { get; }

    /// <summary>The share of samples whose class was predicted correctly, 0…1; NaN if the targets are not classes.</summary>
    public double Accuracy { get; }

    /// <summary>The number of samples for each pair of actual and predicted class.</summary>
    /// <exception cref="InvalidOperationException">The targets are not classes, or there are more than 46,340 classes, whose pairs are more than an array can hold.</exception>
    public ConfusionMatrix ConfusionMatrix
    {
        get
        {
            CheckClasses();
            if ((long)_classes * _classes > Array.MaxLength)
                throw new InvalidOperationException($"A confusion matrix of {_classes:N0} classes has {(long)_classes * _classes:N0} cells, more than an array can hold; Accuracy and TopK need none.");
            return _confusion ??= new(_classes, _actual, _predicted);
        }
    }

    /// <summary>The share of samples whose class was among the k largest outputs, 0…1.</summary>
    /// <param name="k">At least 1; <c>TopK(1)</c> is the accuracy.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is less than 1.</exception>
    /// <exception cref="InvalidOperationException">The targets are not classes.</exception>
    public double TopK(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        CheckClasses();
        return (double)_ranks.Count(rank => rank < k) / Count;
    }

    /// <summary>Evaluates a network on the calling thread, with the same bits as <see cref="Trainer{TNetwork}.Evaluate"/>.</summary>
    /// <param name="network">The network; it does not change.</param>
    /// <param name="data">Samples of the network's lengths.</param>
    /// <exception cref="ArgumentException">The dataset's lengths are not the network's.</exception>
    public static Evaluation Of<TNetwork>(TNetwork network, Dataset data) where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        using var workers = new Workers(1);
        return new Evaluator<TNetwork>(network, workers).Evaluate(data);
    }

    /// <summary>Loss and accuracy in one line.</summary>
    public override string ToString() => double.IsNaN(Accuracy)
        ? string.Create(CultureInfo.InvariantCulture, $"loss {Loss:G5} on {Count:N0} samples")
        : string.Create(CultureInfo.InvariantCulture, $"loss {Loss:G5}, accuracy {100 * Accuracy:F2} % of {Count:N0} samples");

    private void CheckClasses()
    {
        if (double.IsNaN(Accuracy))
            throw new InvalidOperationException("The targets of this dataset are not classes (1 at the class and 0 elsewhere), so there is nothing to count.");
    }
}
