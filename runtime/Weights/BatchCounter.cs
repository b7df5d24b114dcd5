namespace NetGen;

/// <summary>PyTorch's count of the batches that a batch norm was trained on, which stands among its weights as <c>num_batches_tracked</c>. No network here has one. The compiler shares this file.</summary>
internal static class BatchCounter
{
    /// <summary>The statistics that such a count stands beside.</summary>
    public const string Mean = "running_mean";

    private const string Name = "num_batches_tracked";

    /// <summary>The running mean beside a count; null for any other tensor.</summary>
    /// <param name="tensor">As in <c>norm1.num_batches_tracked</c>.</param>
    public static string? MeanBeside(string tensor)
    {
        int place = tensor.LastIndexOf('.') + 1;
        return tensor.Substring(place) == Name ? tensor.Substring(0, place) + Mean : null;
    }
}
