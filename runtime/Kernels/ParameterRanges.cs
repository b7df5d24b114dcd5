using NetGen.Training;

namespace NetGen.Kernels;

/// <summary>The parameters whose gradients are summed shard by shard, since no thread owns them: all but those of shared layers.</summary>
internal sealed class ParameterRanges
{
    /// <summary>Elements processed at once: their parameters, gradients and states fit in a small fraction of the second-level cache.</summary>
    private const int Chunk = 4096;

    /// <summary>Threads' ranges begin at a cache line.</summary>
    private const int Line = 16;

    private readonly List<(int Start, int Length)> _ranges = [];

    /// <param name="layout">All parameters. The elements between a tensor and the next are its padding.</param>
    /// <param name="shared">The layers whose parameters have owners. One may store the tensors of several layers side by side.</param>
    public ParameterRanges(ParameterLayout layout, SharedLayer[] shared)
    {
        List<int> starts = [];
        foreach (TensorLayout tensor in layout.Tensors)
            if (tensor.Offset < layout.Length && !IsIn(shared, tensor.Offset))
                starts.Add(tensor.Offset);
        starts.Sort();
        starts.Add(layout.Length);
        for (int i = 0; i + 1 < starts.Count; i++)
            if (!IsFirst(shared, starts[i]))
                Add(starts[i], starts[i + 1] - starts[i]);
    }

    // Loops, since queries over structs consist of many small methods that no library has compiled: they were a fifth of the methods that the JIT compiles for a trainer's first step.
    private static bool IsFirst(SharedLayer[] shared, int start)
    {
        foreach (SharedLayer layer in shared)
            if (start == layer.Weight || start == layer.Bias)
                return true;
        return false;
    }

    /// <summary>Whether an element is in a shared layer's weights or biases, but is not the first.</summary>
    private static bool IsIn(SharedLayer[] shared, int place)
    {
        foreach (SharedLayer layer in shared)
            if ((place > layer.Weight && place < layer.Weight + layer.Panels * layer.Inputs * layer.PanelWidth) || (layer.Bias >= 0 && place > layer.Bias && place < layer.Bias + layer.Units))
                return true;
        return false;
    }

    public bool IsEmpty => _ranges.Count == 0;

    /// <summary>Applies an action to a thread's range of them.</summary>
    /// <returns>Whether all actions succeeded.</returns>
    public bool Do<TWork>(int thread, int threads, TWork work) where TWork : struct, IRangeWork
    {
        bool well = true;
        foreach ((int start, int length) in _ranges)
            for (int at = Cut(length, thread, threads), end = Cut(length, thread + 1, threads); at < end; at += Chunk)
                well &= work.Work(start + at, Math.Min(Chunk, end - at));
        return well;
    }

    private static int Cut(int length, int thread, int threads) => thread == threads ? length : (int)((long)length / Line * thread / threads * Line);

    private void Add(int start, int length)
    {
        if (_ranges is [.., var last] && last.Start + last.Length == start)
            _ranges[^1] = (last.Start, last.Length + length);
        else
            _ranges.Add((start, length));
    }
}
