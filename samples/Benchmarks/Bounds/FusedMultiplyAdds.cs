using System.Diagnostics;
using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace Benchmarks.Bounds;

/// <summary>Fused multiply-adds on registers only, in one vector width: the peak rate to which kernels are compared.</summary>
internal abstract class FusedMultiplyAdds
{
    /// <summary>The number of independent chains: more than latency × units of any core, few enough for 16 registers.</summary>
    protected const int Chains = 12;

    protected const int Iterations = 100;

    public abstract int Bits { get; }

    /// <summary>Multiply-adds of floats in a step.</summary>
    public double PerStep => (double)Iterations * Chains * Bits / 32;

    public abstract double Time(int steps);

    public static IReadOnlyList<FusedMultiplyAdds> OfThisMachine()
    {
        List<FusedMultiplyAdds> widths = [new Of<Lanes128>()];
        if (Widths.Has256)
            widths.Add(new Of<Lanes256>());
        if (Widths.Has512)
            widths.Add(new Of<Lanes512>());
        return widths;
    }

    private sealed class Of<T> : FusedMultiplyAdds where T : struct, ILanes<T>
    {
        private readonly float[] _result = new float[T.Count];

        public override int Bits => 32 * T.Count;

        public override double Time(int steps)
        {
            long start = Stopwatch.GetTimestamp();
            Multiply(Iterations * steps, ref _result[0]);
            return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Multiply(int iterations, ref float result)
        {
            // Sums stay near 0.5 / (1 − 0.5) = 1, far from subnormal values.
            T half = T.Create(0.5f);
            T a = half, b = half, c = half, d = half, e = half, f = half, g = half, h = half, i = half, j = half, k = half, l = half;
            for (int iteration = 0; iteration < iterations; iteration++)
            {
                a = T.FusedMultiplyAdd(a, half, half);
                b = T.FusedMultiplyAdd(b, half, half);
                c = T.FusedMultiplyAdd(c, half, half);
                d = T.FusedMultiplyAdd(d, half, half);
                e = T.FusedMultiplyAdd(e, half, half);
                f = T.FusedMultiplyAdd(f, half, half);
                g = T.FusedMultiplyAdd(g, half, half);
                h = T.FusedMultiplyAdd(h, half, half);
                i = T.FusedMultiplyAdd(i, half, half);
                j = T.FusedMultiplyAdd(j, half, half);
                k = T.FusedMultiplyAdd(k, half, half);
                l = T.FusedMultiplyAdd(l, half, half);
            }
            T.Store(a + b + c + d + e + f + g + h + i + j + k + l, ref result, 0);
        }
    }
}
