using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The long short-term memory of Hochreiter and Schmidhuber (1997) with a forget gate (Gers et al. 2000), as PyTorch's <c>LSTM</c>. With a = x + b + W·h, x the product of the inputs with their bias, and the gates i, f, g and o in this order: c′ = σ(f)·c + σ(i)·tanh g, h′ = σ(o)·tanh c′.</summary>
/// <remarks>For emitted code alone. See <see cref="Recurrences"/>. What is kept of a frame are σ(i), σ(f), tanh g, σ(o), c and tanh c, each of all units in whole panels. With a stride of 0 nothing is kept but the last frame.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class Lstms
{
    /// <summary>Gates of a unit.</summary>
    private const int Gates = 4;

    /// <summary>From the weights of one unit of the frame before to those of the next.</summary>
    private const int Row = Gates * KernelConstants.Lanes;

    /// <summary>The units of every frame.</summary>
    /// <param name="x">The products of the inputs: gates × units.</param>
    /// <param name="xStride">The distance of their frames.</param>
    /// <param name="w">The recurrent weights.</param>
    /// <param name="b">Their biases.</param>
    /// <param name="state">Before the first frame: h, and c, in whole panels.</param>
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
            ref float cells = ref t == 0 ? ref Unsafe.Add(ref state, padded) : ref Unsafe.Add(ref kept, (t - 1) * keptStride + 4 * padded);
            for (int unit = 0; unit < units; unit += T.Count)
            {
                T i = T.Load(ref product, unit) + T.Load(ref b, unit), f = T.Load(ref product, units + unit) + T.Load(ref b, units + unit);
                T g = T.Load(ref product, 2 * units + unit) + T.Load(ref b, 2 * units + unit), o = T.Load(ref product, 3 * units + unit) + T.Load(ref b, 3 * units + unit);
                Add(ref before, units, ref Unsafe.Add(ref w, Recurrences.Panel(unit, units * Gates)), ref i, ref f, ref g, ref o);
                if (units > T.Count)
                {
                    // The functions follow when all sums are there.
                    T.Store(i, ref frame, unit);
                    T.Store(f, ref frame, padded + unit);
                    T.Store(g, ref frame, 2 * padded + unit);
                    T.Store(o, ref frame, 3 * padded + unit);
                    continue;
                }
                (i, f, g, o) = (VectorMath.Sigmoid(i), VectorMath.Sigmoid(f), VectorMath.Tanh(g), VectorMath.Sigmoid(o));
                T c = Recurrences.Settled(T.FusedMultiplyAdd(f, T.Load(ref cells, unit), i * g));
                T tanh = VectorMath.Tanh(c);
                Recurrences.Store(o * tanh, ref now, unit, units - unit);
                T.Store(i, ref frame, unit);
                T.Store(f, ref frame, padded + unit);
                T.Store(g, ref frame, 2 * padded + unit);
                T.Store(o, ref frame, 3 * padded + unit);
                T.Store(c, ref frame, 4 * padded + unit);
                T.Store(tanh, ref frame, 5 * padded + unit);
            }
            if (units > T.Count)
                Activate<T>(ref frame, padded, ref cells, ref now, units);
        }
    }

    /// <summary>From the sums of several vectors of units, everything that is kept, and the units: function by function, since no vector waits for another, and the constants of one function stay in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Activate<T>(ref float frame, int padded, ref float cells, ref float now, int units) where T : struct, ILanes<T>
    {
        ref float i = ref frame, f = ref Unsafe.Add(ref frame, padded), g = ref Unsafe.Add(ref frame, 2 * padded), o = ref Unsafe.Add(ref frame, 3 * padded), c = ref Unsafe.Add(ref frame, 4 * padded), tanh = ref Unsafe.Add(ref frame, 5 * padded);
        Recurrences.Sigmoid<T>(ref i, units);
        Recurrences.Sigmoid<T>(ref f, units);
        Recurrences.Tanh<T>(ref g, ref g, units);
        Recurrences.Sigmoid<T>(ref o, units);
        for (int unit = 0; unit < units; unit += T.Count)
            T.Store(Recurrences.Settled(T.FusedMultiplyAdd(T.Load(ref f, unit), T.Load(ref cells, unit), T.Load(ref i, unit) * T.Load(ref g, unit))), ref c, unit);
        Recurrences.Tanh<T>(ref c, ref tanh, units);
        for (int unit = 0; unit < units; unit += T.Count)
            Recurrences.Store(T.Load(ref o, unit) * T.Load(ref tanh, unit), ref now, unit, units - unit);
    }

    /// <summary>From ∂h, the gradients of the products of the inputs.</summary>
    /// <param name="dh">The gradients of the units.</param>
    /// <param name="dhStride">The distance of their frames.</param>
    /// <param name="kept">What <see cref="Forward"/> kept.</param>
    /// <param name="keptStride">The distance of its frames.</param>
    /// <param name="state">Before the first frame: h, and c, in whole panels.</param>
    /// <param name="transposed">The weights from <see cref="Recurrences.Transpose"/>.</param>
    /// <param name="dx">The gradients of the products, overwritten.</param>
    /// <param name="dxStride">The distance of their frames.</param>
    /// <param name="carried">What the frame after the last passes to it, and then what the first passes to the one before it: h and c, in whole panels.</param>
    /// <param name="units">Units.</param>
    /// <param name="frames">Frames.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Gradient<T>(ref float dh, int dhStride, ref float kept, int keptStride, ref float state, ref float transposed, ref float dx, int dxStride, ref float carried, int units, int frames) where T : struct, ILanes<T>
    {
        int padded = VirtualLanes.Pad(units);
        for (int t = frames - 1; t >= 0; t--)
        {
            ref float given = ref Unsafe.Add(ref dh, t * dhStride), frame = ref Unsafe.Add(ref kept, t * keptStride), product = ref Unsafe.Add(ref dx, t * dxStride);
            ref float cells = ref t == 0 ? ref Unsafe.Add(ref state, padded) : ref Unsafe.Add(ref kept, (t - 1) * keptStride + 4 * padded);
            for (int unit = 0; unit < units; unit += T.Count)
            {
                T i = T.Load(ref frame, unit), f = T.Load(ref frame, padded + unit), g = T.Load(ref frame, 2 * padded + unit), o = T.Load(ref frame, 3 * padded + unit), tanh = T.Load(ref frame, 5 * padded + unit);
                T d = T.Load(ref given, unit) + T.Load(ref carried, unit);
                T dc = T.FusedMultiplyAdd(d * o, Activations.TanhGradient(tanh), T.Load(ref carried, padded + unit));
                int left = units - unit;
                Recurrences.Store(dc * g * Activations.SigmoidGradient(i), ref product, unit, left);
                Recurrences.Store(dc * T.Load(ref cells, unit) * Activations.SigmoidGradient(f), ref product, units + unit, left);
                Recurrences.Store(dc * i * Activations.TanhGradient(g), ref product, 2 * units + unit, left);
                Recurrences.Store(d * tanh * Activations.SigmoidGradient(o), ref product, 3 * units + unit, left);
                T.Store(dc * f, ref carried, padded + unit);
            }
            for (int unit = 0; unit < units; unit += T.Count)
                T.Store(Recurrences.Sum(T.Zero, ref product, Gates * units, ref Unsafe.Add(ref transposed, Recurrences.Panel(unit, Gates * units))), ref carried, unit);
        }
    }

    /// <summary>Adds Σ hₖ·wₖ to each gate, in two chains: the even units of the frame before, with the last of an odd number, and the odd ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<T>(ref float h, int units, ref float w, ref T i, ref T f, ref T g, ref T o) where T : struct, ILanes<T>
    {
        T i1 = T.Zero, f1 = T.Zero, g1 = T.Zero, o1 = T.Zero;
        ref float row = ref w;
        int k = 0;
        for (; k + 2 <= units; k += 2)
        {
            T even = T.Broadcast(ref h, k), odd = T.Broadcast(ref h, k + 1);
            i = T.FusedMultiplyAdd(even, T.Load(ref row, 0), i);
            f = T.FusedMultiplyAdd(even, T.Load(ref row, KernelConstants.Lanes), f);
            g = T.FusedMultiplyAdd(even, T.Load(ref row, 2 * KernelConstants.Lanes), g);
            o = T.FusedMultiplyAdd(even, T.Load(ref row, 3 * KernelConstants.Lanes), o);
            i1 = T.FusedMultiplyAdd(odd, T.Load(ref row, Row), i1);
            f1 = T.FusedMultiplyAdd(odd, T.Load(ref row, Row + KernelConstants.Lanes), f1);
            g1 = T.FusedMultiplyAdd(odd, T.Load(ref row, Row + 2 * KernelConstants.Lanes), g1);
            o1 = T.FusedMultiplyAdd(odd, T.Load(ref row, Row + 3 * KernelConstants.Lanes), o1);
            row = ref Unsafe.Add(ref row, 2 * Row);
        }
        if (k < units)
        {
            T last = T.Broadcast(ref h, k);
            i = T.FusedMultiplyAdd(last, T.Load(ref row, 0), i);
            f = T.FusedMultiplyAdd(last, T.Load(ref row, KernelConstants.Lanes), f);
            g = T.FusedMultiplyAdd(last, T.Load(ref row, 2 * KernelConstants.Lanes), g);
            o = T.FusedMultiplyAdd(last, T.Load(ref row, 3 * KernelConstants.Lanes), o);
        }
        (i, f, g, o) = (i + i1, f + f1, g + g1, o + o1);
    }
}
