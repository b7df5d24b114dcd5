using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen.Training;

/// <summary>The Euclidean norm of all gradients without padding, summed in double precision, in the same order on every machine.</summary>
internal static class GradientNorm
{
    /// <summary>The norm; not finite if a gradient is not.</summary>
    public static double Of(ParameterBlock gradients)
    {
        double sum = 0;
        foreach ((int start, int length) in gradients.Layout.Trained)
            sum += SquareSum(gradients.Values.Slice(start, length));
        return Math.Sqrt(sum);
    }

    /// <summary>The factor that scales gradients down to the largest norm; 1 if their norm is not above it.</summary>
    /// <remarks><c>torch.nn.utils.clip_grad_norm_</c> has the same small constant in the divisor.</remarks>
    public static float Scale(double norm, double largest) => (float)Math.Min(1, largest / (norm + 1e-6));

    /// <summary>Σ x² in eight chains, element i in chain i mod 8. A square of a float is exact in double, so fusing it or not gives the same bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static double SquareSum(ReadOnlySpan<float> values)
    {
        Vector128<double> a = default, b = default, c = default, d = default;
        ReadOnlySpan<Vector128<float>> vectors = MemoryMarshal.Cast<float, Vector128<float>>(values);
        int i = 0;
        for (; i + 1 < vectors.Length; i += 2)
        {
            (Vector128<double> x, Vector128<double> y) = Vector128.Widen(vectors[i]);
            (Vector128<double> z, Vector128<double> w) = Vector128.Widen(vectors[i + 1]);
            a += x * x;
            b += y * y;
            c += z * z;
            d += w * w;
        }
        double rest = 0;
        foreach (float value in values[(i * Vector128<float>.Count)..])
            rest += (double)value * value;
        Vector128<double> chains = (a + b) + (c + d);
        return chains[0] + chains[1] + rest;
    }
}
