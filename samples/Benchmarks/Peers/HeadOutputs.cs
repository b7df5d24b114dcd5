namespace Benchmarks.Peers;

/// <summary>Outputs of peers that compute each head's separately, in the order of the comparison.</summary>
internal static class HeadOutputs
{
    /// <summary>The outputs of every sample, head by head; each head's are samples × its outputs.</summary>
    public static T[] Join<T>(T[][] heads, int samples) => heads is [var only]
        ? only
        : [.. Enumerable.Range(0, samples).SelectMany(sample => heads.SelectMany(head => head.AsSpan(sample * (head.Length / samples), head.Length / samples).ToArray()))];
}
