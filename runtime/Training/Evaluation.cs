using System.Globalization;
using NetGen.Data;

namespace NetGen.Training;

/// <summary>The loss and the accuracy of a network on a dataset.</summary>
/// <remarks>
/// Where an output has several elements, a sample's class is the largest. With one element it is 1 if the output is at least the network's decision threshold (½, or 0 where outputs are logits or margins), else 0.
/// Targets name classes if they are 1 at the class and 0 (with hinge loss −1) elsewhere; with <see cref="Loss.CrossEntropy"/> the class is that of the largest element, whatever its value.
/// </remarks>
public sealed class Evaluation
{
    private readonly OutputEvaluation[] _outputs;

    internal Evaluation(double loss, OutputEvaluation[] outputs)
    {
        Loss = loss;
        _outputs = outputs;
        Outputs = outputs.ToDictionary(output => output.Name);
    }

    /// <summary>The number of samples.</summary>
    public int Count => _outputs[0].Count;

    /// <summary>Mean loss over the samples.</summary>
    public double Loss { get; }

    /// <summary>Every output's loss and accuracy, by its name.</summary>
    public IReadOnlyDictionary<string, OutputEvaluation> Outputs { get; }

    /// <summary>The share of samples whose class was predicted correctly, 0…1; NaN if the targets are not classes, or the network has several outputs.</summary>
    public double Accuracy => _outputs is [var only] ? only.Accuracy : double.NaN;

    /// <summary>The number of samples for each pair of actual and predicted class.</summary>
    /// <exception cref="InvalidOperationException">The network has several outputs, the targets are not classes, or there are more than 46,340 classes, whose pairs are more than an array can hold.</exception>
    public ConfusionMatrix ConfusionMatrix => Single.ConfusionMatrix;

    /// <summary>The share of samples whose class was among the k largest outputs, 0…1.</summary>
    /// <param name="k">At least 1; <c>TopK(1)</c> is the accuracy.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is less than 1.</exception>
    /// <exception cref="InvalidOperationException">The network has several outputs, or the targets are not classes.</exception>
    public double TopK(int k) => Single.TopK(k);

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

    /// <summary>Loss and accuracy in one line; of several outputs each one's too.</summary>
    public override string ToString() => (_outputs, Accuracy) switch
    {
        ([_], double.NaN) => string.Create(CultureInfo.InvariantCulture, $"loss {Loss:G5} on {Count:N0} samples"),
        ([_], _) => string.Create(CultureInfo.InvariantCulture, $"loss {Loss:G5}, accuracy {100 * Accuracy:F2} % of {Count:N0} samples"),
        _ => string.Create(CultureInfo.InvariantCulture, $"loss {Loss:G5} on {Count:N0} samples; {string.Join("; ", _outputs.Where(output => !double.IsNaN(output.Loss) || !double.IsNaN(output.Accuracy)))}"),
    };

    private OutputEvaluation Single => _outputs is [var only] ? only
        : throw new InvalidOperationException($"The network has several outputs; ask one of them, as in Outputs[\"{_outputs[0].Name}\"].");
}
