using System.Diagnostics;
using System.Runtime.CompilerServices;
using Benchmarks.Peers;
using NetGen.Kernels;

namespace Benchmarks.Bounds;

/// <summary>Repeatedly reads a block of memory, or updates it in place, with the widest vectors available.</summary>
internal sealed class MemoryStreams : IDisposable
{
    /// <summary>The granularity of a pass in floats: eight of the widest vectors.</summary>
    private const int Stride = 128;

    private readonly AlignedFloats _memory;
    private readonly float[] _result = new float[Stride];

    public MemoryStreams(long bytes) => _memory = new((int)((bytes / sizeof(float) + Stride - 1) / Stride * Stride));

    public long Bytes => (long)_memory.Length * sizeof(float);

    public double TimeReading(int steps)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < steps; i++)
        {
            if (Widths.Has512)
                Read<Lanes512>(ref _memory.Span[0], _memory.Length, ref _result[0]);
            else if (Widths.Has256)
                Read<Lanes256>(ref _memory.Span[0], _memory.Length, ref _result[0]);
            else
                Read<Lanes128>(ref _memory.Span[0], _memory.Length, ref _result[0]);
        }
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    public double TimeUpdating(int steps)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < steps; i++)
        {
            if (Widths.Has512)
                Update<Lanes512>(ref _memory.Span[0], _memory.Length);
            else if (Widths.Has256)
                Update<Lanes256>(ref _memory.Span[0], _memory.Length);
            else
                Update<Lanes128>(ref _memory.Span[0], _memory.Length);
        }
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    public void Dispose() => _memory.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Read<T>(ref float memory, int length, ref float result) where T : struct, ILanes<T>
    {
        T a = T.Zero, b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        int end = length - 8 * T.Count;
        for (int i = 0; i <= end; i += 8 * T.Count)
        {
            a += T.Load(ref memory, i);
            b += T.Load(ref memory, i + T.Count);
            c += T.Load(ref memory, i + 2 * T.Count);
            d += T.Load(ref memory, i + 3 * T.Count);
            e += T.Load(ref memory, i + 4 * T.Count);
            f += T.Load(ref memory, i + 5 * T.Count);
            g += T.Load(ref memory, i + 6 * T.Count);
            h += T.Load(ref memory, i + 7 * T.Count);
        }
        T.Store(a + b + c + d + e + f + g + h, ref result, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Update<T>(ref float memory, int length) where T : struct, ILanes<T>
    {
        T one = T.Create(1f);
        int end = length - 4 * T.Count;
        for (int i = 0; i <= end; i += 4 * T.Count)
        {
            T.Store(T.Load(ref memory, i) + one, ref memory, i);
            T.Store(T.Load(ref memory, i + T.Count) + one, ref memory, i + T.Count);
            T.Store(T.Load(ref memory, i + 2 * T.Count) + one, ref memory, i + 2 * T.Count);
            T.Store(T.Load(ref memory, i + 3 * T.Count) + one, ref memory, i + 3 * T.Count);
        }
    }
}
