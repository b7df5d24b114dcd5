using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The gated recurrent unit of Cho et al. (2014) with the reset gate after the product, as PyTorch's <c>GRU</c>. With a = b + W·h, x the product of the inputs with their bias, and the gates r, z and n in this order: r = σ(xᵣ + aᵣ), z = σ(x_z + a_z), n = tanh(xₙ + r·aₙ), h′ = n + z·(h − n).</summary>
/// <remarks>For emitted code alone. See <see cref="Recurrences"/>. What is kept of a frame are r, z, n and aₙ, each of all units in whole panels. With a stride of 0 nothing is kept but the last frame.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class Grus
{
    /// <summary>Gates of a unit.</summary>
    private const int Gates = 3;

    /// <summary>From the weights of one unit of the frame before to those of the next.</summary>
    private const int Row = Gates * KernelConstants.Lanes;

    /// <summary>The units of every frame.</summary>
    /// <param name="x">The products of the inputs: gates × units.</param>
    /// <param name="xStride">The distance of their frames.</param>
    /// <param name="w">The recurrent weights.</param>
    /// <param name="b">Their biases.</param>
    /// <param name="state">The units before the first frame, in whole panels.</param>
    /// <param name="h">The units.</param>
    /// <param name="hStride">The distance of their frames.</param>
    /// <param name="kept">What is kept for the gradients.</param>
    /// <param name="keptStride">The distance of its frames.</param>
    /// <param name="units">Units.</param>
    /// <param name="frames">Frames.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Forward<T>(ref float x, int xStride, ref float w, ref float b, ref float state, ref float h, int hStride, ref float kept, int keptStride, int units, int frames) where T : struct, ILanes<T>
    {
        int padded = VirtualLanes.Pad(units);
        for (int t = 0; t < frames; t++)
        {
            ref float product = ref Unsafe.Add(ref x, t * xStride), now = ref Unsafe.Add(ref h, t * hStride), frame = ref Unsafe.Add(ref kept, t * keptStride);
            ref float before = ref t == 0 ? ref state : ref Unsafe.Add(ref h, (t - 1) * hStride);
            for (int unit = 0; unit < units; unit += T.Count)
            {
                T r = T.Load(ref product, unit) + T.Load(ref b, unit), z = T.Load(ref product, units + unit) + T.Load(ref b, units + unit), a = T.Load(ref b, 2 * units + unit);
                Add(ref before, units, ref Unsafe.Add(ref w, Recurrences.Panel(unit, units * Gates)), ref r, ref z, ref a);
                (r, z) = (VectorMath.Sigmoid(r), VectorMath.Sigmoid(z));
                T n = VectorMath.Tanh(T.FusedMultiplyAdd(r, a, T.Load(ref product, 2 * units + unit)));
                Recurrences.Store(T.FusedMultiplyAdd(z, T.Load(ref before, unit) - n, n), ref now, unit, units - unit);
                T.Store(r, ref frame, unit);
                T.Store(z, ref frame, padded + unit);
                T.Store(n, ref frame, 2 * padded + unit);
                T.Store(a, ref frame, 3 * padded + unit);
            }
        }
    }

    /// <summary>From ∂h, the gradients of the products of the inputs, and those of the products of the units.</summary>
    /// <param name="dh">The gradients of the units.</param>
    /// <param name="dhStride">The distance of their frames.</param>
    /// <param name="h">The units.</param>
    /// <param name="hStride">The distance of their frames.</param>
    /// <param name="kept">What <see cref="Forward"/> kept.</param>
    /// <param name="keptStride">The distance of its frames.</param>
    /// <param name="state">The units before the first frame, in whole panels.</param>
    /// <param name="transposed">The weights from <see cref="Recurrences.Transpose"/>.</param>
    /// <param name="dx">The gradients of the products of the inputs, overwritten.</param>
    /// <param name="da">Those of the products of the units, of the same shape, which differ in the gate n.</param>
    /// <param name="dxStride">The distance of the frames of both.</param>
    /// <param name="carried">What the frame after the last passes to it, and then what the first passes to the one before it: units in whole panels.</param>
    /// <param name="units">Units.</param>
    /// <param name="frames">Frames.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Gradient<T>(ref float dh, int dhStride, ref float h, int hStride, ref float kept, int keptStride, ref float state, ref float transposed, ref float dx, ref float da, int dxStride, ref float carried, int units, int frames) where T : struct, ILanes<T>
    {
        int padded = VirtualLanes.Pad(units);
        T one = T.Create(1f);
        for (int t = frames - 1; t >= 0; t--)
        {
            ref float given = ref Unsafe.Add(ref dh, t * dhStride), frame = ref Unsafe.Add(ref kept, t * keptStride), product = ref Unsafe.Add(ref dx, t * dxStride), recurrent = ref Unsafe.Add(ref da, t * dxStride);
            ref float before = ref t == 0 ? ref state : ref Unsafe.Add(ref h, (t - 1) * hStride);
            for (int unit = 0; unit < units; unit += T.Count)
            {
                T r = T.Load(ref frame, unit), z = T.Load(ref frame, padded + unit), n = T.Load(ref frame, 2 * padded + unit), a = T.Load(ref frame, 3 * padded + unit);
                T d = T.Load(ref given, unit) + T.Load(ref carried, unit);
                T dz = d * (T.Load(ref before, unit) - n) * Activations.SigmoidGradient(z);
                T dn = d * (one - z) * Activations.TanhGradient(n);
                T dr = dn * a * Activations.SigmoidGradient(r);
                int left = units - unit;
                Recurrences.Store(dr, ref product, unit, left);
                Recurrences.Store(dz, ref product, units + unit, left);
                Recurrences.Store(dn, ref product, 2 * units + unit, left);
                Recurrences.Store(dr, ref recurrent, unit, left);
                Recurrences.Store(dz, ref recurrent, units + unit, left);
                Recurrences.Store(dn * r, ref recurrent, 2 * units + unit, left);
                T.Store(d * z, ref carried, unit);
            }
            for (int unit = 0; unit < units; unit += T.Count)
                T.Store(Recurrences.Sum(T.Load(ref carried, unit), ref recurrent, Gates * units, ref Unsafe.Add(ref transposed, Recurrences.Panel(unit, Gates * units))), ref carried, unit);
        }
    }

    /// <summary>Adds Σ hₖ·wₖ to each gate, in two chains: the even units of the frame before, with the last of an odd number, and the odd ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<T>(ref float h, int units, ref float w, ref T r, ref T z, ref T n) where T : struct, ILanes<T>
    {
        T r1 = T.Zero, z1 = T.Zero, n1 = T.Zero;
        ref float row = ref w;
        int k = 0;
        for (; k + 2 <= units; k += 2)
        {
            T even = T.Broadcast(ref h, k), odd = T.Broadcast(ref h, k + 1);
            r = T.FusedMultiplyAdd(even, T.Load(ref row, 0), r);
            z = T.FusedMultiplyAdd(even, T.Load(ref row, KernelConstants.Lanes), z);
            n = T.FusedMultiplyAdd(even, T.Load(ref row, 2 * KernelConstants.Lanes), n);
            r1 = T.FusedMultiplyAdd(odd, T.Load(ref row, Row), r1);
            z1 = T.FusedMultiplyAdd(odd, T.Load(ref row, Row + KernelConstants.Lanes), z1);
            n1 = T.FusedMultiplyAdd(odd, T.Load(ref row, Row + 2 * KernelConstants.Lanes), n1);
            row = ref Unsafe.Add(ref row, 2 * Row);
        }
        if (k < units)
        {
            T last = T.Broadcast(ref h, k);
            r = T.FusedMultiplyAdd(last, T.Load(ref row, 0), r);
            z = T.FusedMultiplyAdd(last, T.Load(ref row, KernelConstants.Lanes), z);
            n = T.FusedMultiplyAdd(last, T.Load(ref row, 2 * KernelConstants.Lanes), n);
        }
        (r, z, n) = (r + r1, z + z1, n + n1);
    }
}
