using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Benchmarks.Timing;

/// <summary>Detects whether this core is currently shared: with work on its other hardware thread, or with another process.</summary>
/// <remarks>
/// A loop of independent additions needs the whole width of the core; a chain of dependent ones needs one slot per cycle, whether or not the core is shared.
/// Their ratio doesn't depend on the clock, and rises when the width is shared. Its value for an unshared core is measured at the start.
/// </remarks>
internal sealed class Probe
{
    private const int Iterations = 1500;

    /// <summary>The noise of the ratio is a few hundredths; a busy second hardware thread adds half or more.</summary>
    private const double Tolerance = 1.15;

    private readonly double _quiet;
    private long _sink;

    public Probe()
    {
        const int Trials = 4000;
        double[] ratios = new double[Trials];
        for (int i = 0; i < Trials; i++)
            ratios[i] = Ratio();
        Array.Sort(ratios);
        // Enough of the first milliseconds are undisturbed even on a shared machine; single readings may be too low because of a delay in the chain.
        _quiet = ratios[Trials / 10];
    }

    /// <summary>The ratio of a core that is not shared.</summary>
    public double Quiet => _quiet;

    /// <summary>Whether the core is currently not shared. Takes about 4 µs.</summary>
    public bool IsClean()
    {
        double ratio = Ratio();
        return ratio < Tolerance * _quiet && ratio > _quiet / Tolerance;
    }

    private double Ratio()
    {
        long start = Stopwatch.GetTimestamp();
        _sink += Independent(_sink);
        long middle = Stopwatch.GetTimestamp();
        _sink += Dependent(_sink);
        long end = Stopwatch.GetTimestamp();
        return (double)(middle - start) / (end - middle);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static long Independent(long step)
    {
        long a = 0, b = 1, c = 2, d = 3, e = 4, f = 5, g = 6, h = 7, i = 8, j = 9;
        for (int n = 0; n < Iterations; n++)
        {
            a += step; b += step; c += step; d += step; e += step; f += step; g += step; h += step; i += step; j += step;
            a ^= step; b ^= step; c ^= step; d ^= step; e ^= step; f ^= step; g ^= step; h ^= step; i ^= step; j ^= step;
        }
        return a + b + c + d + e + f + g + h + i + j;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static long Dependent(long step)
    {
        long a = step, b = 1;
        for (int n = 0; n < Iterations; n++)
        {
            a += b; b += a; a += b; b += a;
        }
        return a + b;
    }
}
