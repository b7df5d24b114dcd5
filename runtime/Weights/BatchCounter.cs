namespace NetGen;

/// <summary>PyTorch's count of the batches that a batch norm was trained on, stored with its weights as <c>num_batches_tracked</c>. NetGen's networks have none. The compiler shares this file.</summary>
internal static class BatchCounter
{
    /// <summary>The statistic that such a count accompanies.</summary>
    public const string Mean = "running_mean";

    private const string Name = "num_batches_tracked";

    /// <summary>The running mean that a count accompanies; null for any other tensor.</summary>
    /// <param name="tensor">As in <c>norm1.num_batches_tracked</c>.</param>
    public static string? MeanBeside(string tensor)
    {
        int start = tensor.LastIndexOf('.') + 1;
        return tensor.Substring(start) == Name ? tensor.Substring(0, start) + Mean : null;
    }
}
