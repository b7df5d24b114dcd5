namespace NetGen.Tests.Reference;

/// <summary>The context of a layer in a pass: its index among all layers from 0, its shapes, its tensors by their name within the layer, the training step (null in inference), and the rounding of intermediate sums.</summary>
public sealed record LayerPass(int Index, Shape Input, Shape Output, Func<string, double[]> Tensor, TrainingStep? Training, Rounding Rounding)
{
    /// <summary>Frames of a sample, which are rows of the batch one after another; 1 where a sample is a row.</summary>
    public int Frames { get; init; } = 1;

    /// <summary>Whether dense layers round their inputs to 8-bit integers.</summary>
    public bool RoundsInputs { get; init; }
}

/// <summary>A tensor of a layer, named within the layer or, prefixed with the layer's name, within the network.</summary>
/// <param name="Name">As in <c>weight</c>, or <c>dense1.weight</c>.</param>
/// <param name="Shape">As in PyTorch.</param>
/// <param name="Centre">The centre of the interval of test values.</param>
/// <param name="Spread">Half the width of that interval.</param>
/// <param name="IsStatistic">Whether it is a running statistic: not trained, and without a gradient.</param>
public sealed record TensorSpec(string Name, int[] Shape, double Centre, double Spread, bool IsStatistic = false)
{
    public int Length => Shape.Aggregate(1, (a, b) => a * b);

    // A variance of 1 / fan in keeps sums around 1 at any width and depth.
    public static TensorSpec Weight(int[] shape) => new("weight", shape, 0, Math.Sqrt(3.0 / shape.Skip(1).Aggregate(1, (a, b) => a * b)));

    public static TensorSpec Bias(int length) => new("bias", [length], 0, 0.5);
}
