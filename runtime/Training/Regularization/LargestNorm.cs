namespace NetGen.Training;

/// <summary>Limits the Euclidean norm of the weights that lead to one unit.</summary>
internal sealed class LargestNorm(double largest, string[] layers) : Regularizer(layers)
{
    /// <summary>The offsets of the weights of each unit in a block.</summary>
    private int[][] _units = [];

    private protected override void Find(TensorLayout[] tensors) =>
        _units = [.. tensors.SelectMany(tensor => Enumerable.Range(0, tensor.Length).GroupBy(element => element / (tensor.Length / tensor.Shape[0]), tensor.OffsetOf).Select(unit => unit.ToArray()))];

    private protected override void Limit(ParameterBlock parameters)
    {
        Span<float> values = parameters.Values;
        foreach (int[] unit in _units)
        {
            double squares = 0;
            foreach (int offset in unit)
                squares += (double)values[offset] * values[offset];
            // NaN fails the comparison and stays for whoever looks for it.
            if (!(squares > largest * largest))
                continue;
            float scale = (float)(largest / Math.Sqrt(squares));
            foreach (int offset in unit)
                values[offset] *= scale;
        }
    }
}
