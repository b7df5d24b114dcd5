using System.Globalization;

namespace NetGen.Training;

/// <summary>The loss and the accuracy of one output of a network on a dataset; see <see cref="Evaluation"/>.</summary>
public sealed class OutputEvaluation
{
    private readonly int _classes;
    private readonly int[] _actual;
    private readonly int[] _predicted;
    private readonly int[] _ranks;
    private ConfusionMatrix? _confusion;

    internal OutputEvaluation(string name, double loss, double accuracy, int classes, int[] actual, int[] predicted, int[] ranks)
    {
        Name = name;
        Loss = loss;
        Accuracy = accuracy;
        _classes = classes;
        _actual = actual;
        _predicted = predicted;
        _ranks = ranks;
    }

    /// <summary>The output's name.</summary>
    public string Name { get; }

    /// <summary>Its mean loss over the samples, without its weight in the network's loss; NaN if it has none.</summary>
    /// <remarks>Of several outputs it is computed from the outputs: a probability of 0, whose logarithm is infinite, counts as the smallest float.</remarks>
    public double Loss { get; }

    /// <summary>The share of samples whose class was predicted correctly, 0…1; NaN if the output's targets are not classes.</summary>
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

    /// <summary>The share of samples whose class was among the k largest elements, 0…1.</summary>
    /// <param name="k">At least 1; <c>TopK(1)</c> is the accuracy.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is less than 1.</exception>
    /// <exception cref="InvalidOperationException">The targets are not classes.</exception>
    public double TopK(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        CheckClasses();
        return (double)_ranks.Count(rank => rank < k) / Count;
    }

    /// <summary>Name, loss and accuracy, as far as it has them.</summary>
    public override string ToString() => $"{Name}:{(double.IsNaN(Loss) ? "" : string.Create(CultureInfo.InvariantCulture, $" loss {Loss:G5}"))}{(double.IsNaN(Accuracy) ? "" : string.Create(CultureInfo.InvariantCulture, $" accuracy {100 * Accuracy:F2} %"))}";

    internal int Count => _actual.Length;

    private void CheckClasses()
    {
        if (double.IsNaN(Accuracy))
            throw new InvalidOperationException("The targets of this dataset are not classes (1 at the class and 0 elsewhere), so there is nothing to count.");
    }
}
