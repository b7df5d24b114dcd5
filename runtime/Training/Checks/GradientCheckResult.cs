using System.Globalization;

namespace NetGen.Training;

/// <summary>How a tensor's gradient compares with differences of the loss, along the direction where they differ most.</summary>
/// <param name="Tensor">The tensor's name.</param>
/// <param name="Slope">The derivative along the direction, from the gradient.</param>
/// <param name="Difference">The derivative along the direction, from differences.</param>
/// <param name="Error">Their difference beyond what rounding explains, as a share of the larger one.</param>
public readonly record struct TensorGradientCheck(string Tensor, double Slope, double Difference, double Error);

/// <summary>How the gradients of all tensors compare with differences of the loss; <see cref="ToString"/> is the table.</summary>
public sealed class GradientCheckResult
{
    internal GradientCheckResult(IEnumerable<TensorGradientCheck> tensors) => Tensors = [.. tensors];

    /// <summary>Every tensor that is trained, in PyTorch's order.</summary>
    public IReadOnlyList<TensorGradientCheck> Tensors { get; }

    /// <summary>The largest error; 0 for a network without parameters.</summary>
    public double LargestError => Tensors.Select(tensor => tensor.Error).DefaultIfEmpty().Max();

    /// <summary>Whether all errors are at most a limit.</summary>
    /// <param name="tolerance">The limit: 0.02 by default, which float leaves room for.</param>
    public bool Passes(double tolerance = 0.02) => LargestError <= tolerance;

    /// <summary>A row for each tensor.</summary>
    public override string ToString()
    {
        var table = new TextTable("lrrr", "Tensor", "Gradient", "Difference", "Error");
        foreach (TensorGradientCheck tensor in Tensors)
            table.Add(tensor.Tensor, Text(tensor.Slope, "G5"), Text(tensor.Difference, "G5"), Text(100 * tensor.Error, "F2") + " %");
        return table.ToString();
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
