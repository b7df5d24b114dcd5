using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen.Training;

/// <summary>The Euclidean norm of all gradients, padding left out, summed in double precision in one order for every machine.</summary>
internal sealed class GradientNorm
{
    /// <summary>Stretches of the block without padding, in the block's order.</summary>
    private readonly (int Start, int Length)[] _stretches;

    public GradientNorm(ParameterLayout layout)
    {
        int[] places = [.. layout.Tensors.SelectMany(tensor => Enumerable.Range(0, tensor.Length).Select(tensor.PlaceOf)).Order()];
        List<(int Start, int Length)> stretches = [];
        for (int i = 0, start = 0; i < places.Length; i++)
            if (i + 1 == places.Length || places[i + 1] != places[i] + 1)
            {
                stretches.Add((places[start], i + 1 - start));
                start = i + 1;
            }
        _stretches = [.. stretches];
    }

    /// <summary>The norm; not finite if a gradient is not.</summary>
    public double Of(ParameterBlock gradients)
    {
        double sum = 0;
        foreach ((int start, int length) in _stretches)
            sum += SquareSum(gradients.Values.Slice(start, length));
        return Math.Sqrt(sum);
    }

    /// <summary>Σ x² in eight chains, sample i in chain i mod 8. A square of a float is exact in double, so fusing it or not gives the same bits.</summary>
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
