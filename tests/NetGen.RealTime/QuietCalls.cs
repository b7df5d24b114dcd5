using System.Runtime.InteropServices;

namespace NetGen.RealTime;

/// <summary>Calls Step and Process between two system calls that nothing else makes, so that a trace of the thread shows whether they call the system.</summary>
internal static class QuietCalls
{
    private const int Steps = 2_000;

    private static readonly int[] s_blocks = [1, 64, 31, 7, 256, 1_000, 3];

    /// <summary>Makes the calls.</summary>
    /// <param name="afterOneCall">Whether each method was called once before; otherwise every call was made once, for a compiler that compiles at the first.</param>
    /// <param name="disturb">Whether the system is called between the markers, too.</param>
    /// <returns>The bytes that were allocated between the markers.</returns>
    public static long Run<TNetwork>(bool afterOneCall, bool disturb) where TNetwork : class, IStreamingNetwork<TNetwork>
    {
        TNetwork network = TNetwork.Create(1);
        NetworkState state = TNetwork.CreateState(), other = state.Clone();
        var random = new Random(1);
        float[] frames = [.. Enumerable.Range(0, s_blocks.Max() * TNetwork.FrameInputLength).Select(_ => random.NextSingle() - 0.5f)];
        var outputs = new float[s_blocks.Max() * TNetwork.FrameOutputLength];

        // The first of all are the marker itself and the reading of the counter.
        Mark();
        _ = GC.GetAllocatedBytesForCurrentThread();
        if (afterOneCall)
            Call(network, state, other, frames, outputs, steps: 1, s_blocks[..1]);
        else
            Call(network, state, other, frames, outputs, Steps, s_blocks);

        ReadOnlySpan<int> blocks = s_blocks;
        long before = GC.GetAllocatedBytesForCurrentThread();
        Mark();
        Call(network, state, other, frames, outputs, Steps, blocks);
        if (disturb)
            Thread.Yield();
        Mark();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Call<TNetwork>(TNetwork network, NetworkState state, NetworkState other, float[] frames, float[] outputs, int steps, ReadOnlySpan<int> blocks) where TNetwork : class, IStreamingNetwork<TNetwork>
    {
        int input = TNetwork.FrameInputLength, output = TNetwork.FrameOutputLength;
        for (int step = 0; step < steps; step++)
            network.Step(frames.AsSpan(step * input % (frames.Length - input + 1), input), outputs.AsSpan(0, output), state);
        foreach (int block in blocks)
            network.Process(frames.AsSpan(0, block * input), outputs.AsSpan(0, block * output), state);
        other.CopyFrom(state);
        state.Reset();
    }

    private static void Mark() => _ = getppid();

    [DllImport("libc"), SuppressGCTransition]
    private static extern int getppid();
}
