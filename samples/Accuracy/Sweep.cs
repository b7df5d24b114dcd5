using System.Runtime.CompilerServices;
using NetGen.Kernels;
using NetGen.Tests.Kernels;

namespace Accuracy;

/// <summary>One function over all bit patterns, on two threads.</summary>
internal static class Sweep
{
    private const int Chunk = 4096;

    /// <summary>The largest error found. <c>Falls</c> counts the adjacent floats at which an increasing function decreases.</summary>
    private record struct Worst(double Ulps, float X, float Y, double Exact, long Falls);

    /// <summary>Prints the worst error of a function over every <paramref name="stride"/>th float.</summary>
    public static void Run<TFunction>(int stride) where TFunction : struct, IFunction
    {
        const long All = 1L << 32;
        long chunkSpan = (long)Chunk * stride, chunks = (All + chunkSpan - 1) / chunkSpan, next = 0;
        Worst worst = default;
        Lock gate = new();
        Thread[] threads = [new(Work), new(Work)];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Console.WriteLine(FormattableString.Invariant($"{TFunction.Name,-10}{worst.Ulps,10:F3}  {worst.X,-16:G9}{worst.Y,-16:G9}{worst.Exact,-24:G17}{worst.Falls,6}"));

        void Work()
        {
            float[] x = new float[Chunk], y = new float[Chunk];
            Worst mine = default;
            for (long chunk; (chunk = Interlocked.Increment(ref next) - 1) < chunks;)
            {
                for (int i = 0; i < Chunk; i++)
                    x[i] = BitConverter.UInt32BitsToSingle((uint)Math.Min(chunk * chunkSpan + (long)i * stride, All - 1));
                if (Widths.Has512) Apply<TFunction, Lanes512>(x, y);
                else if (Widths.Has256) Apply<TFunction, Lanes256>(x, y);
                else Apply<TFunction, Lanes128>(x, y);
                Compare<TFunction>(x, y, ref mine);
            }
            lock (gate)
                worst = (mine.Ulps > worst.Ulps ? mine : worst) with { Falls = worst.Falls + mine.Falls };
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply<TFunction, T>(float[] x, float[] y) where TFunction : struct, IFunction where T : struct, ILanes<T>
    {
        for (int i = 0; i < Chunk; i += T.Count)
            T.Store(TFunction.Of(T.Load(ref x[0], i)), ref y[0], i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compare<TFunction>(float[] x, float[] y, ref Worst worst) where TFunction : struct, IFunction
    {
        for (int i = 0; i < Chunk; i++)
        {
            double exact = TFunction.Reference(x[i]), ulps = Ulps.Between(y[i], exact);
            if (ulps > worst.Ulps)
                worst = worst with { Ulps = ulps, X = x[i], Y = y[i], Exact = exact };
            // Bit patterns ascend, so a negative x ascends in magnitude.
            if (i > 0 && (float.IsNegative(x[i]) ? y[i] > y[i - 1] : y[i] < y[i - 1]))
                worst.Falls++;
        }
    }
}
