using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Elman's recurrent cell (1990), as PyTorch's <c>RNN</c>: h′ = f(x + b + W·h), f the hyperbolic tangent or ReLU, x the product of the inputs with their bias.</summary>
/// <remarks>For emitted code alone. See <see cref="Recurrences"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class Rnns
{
    /// <summary>The units of every frame.</summary>
    /// <param name="x">The products of the inputs: units.</param>
    /// <param name="xStride">The distance of their frames.</param>
    /// <param name="w">The recurrent weights.</param>
    /// <param name="b">Their biases.</param>
    /// <param name="state">The units before the first frame.</param>
    /// <param name="h">The units.</param>
    /// <param name="hStride">The distance of their frames.</param>
    /// <param name="units">Units.</param>
    /// <param name="frames">Frames.</param>
    /// <param name="isRelu">1 for ReLU, 0 for the hyperbolic tangent.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Forward<T>(ref float x, int xStride, ref float w, ref float b, ref float state, ref float h, int hStride, int units, int frames, int isRelu) where T : struct, ILanes<T>
    {
        for (int t = 0; t < frames; t++)
        {
            ref float product = ref Unsafe.Add(ref x, t * xStride), now = ref Unsafe.Add(ref h, t * hStride);
            ref float before = ref t == 0 ? ref state : ref Unsafe.Add(ref h, (t - 1) * hStride);
            for (int unit = 0; unit < units; unit += T.Count)
            {
                T sum = Recurrences.Sum(T.Load(ref product, unit) + T.Load(ref b, unit), ref before, units, ref Unsafe.Add(ref w, Recurrences.Panel(unit, units)));
                Recurrences.Store(isRelu != 0 ? Activations.Relu(sum) : VectorMath.Tanh(sum), ref now, unit, units - unit);
            }
        }
    }

    /// <summary>From ∂h, the gradients of the products of the inputs.</summary>
    /// <param name="dh">The gradients of the units.</param>
    /// <param name="dhStride">The distance of their frames.</param>
    /// <param name="h">The units.</param>
    /// <param name="hStride">The distance of their frames.</param>
    /// <param name="transposed">The weights from <see cref="Recurrences.Transpose"/>.</param>
    /// <param name="dx">The gradients of the products, overwritten.</param>
    /// <param name="dxStride">The distance of their frames.</param>
    /// <param name="carried">What the frame after the last passes to it, and then what the first passes to the one before it: units in whole panels.</param>
    /// <param name="units">Units.</param>
    /// <param name="frames">Frames.</param>
    /// <param name="isRelu">1 for ReLU, 0 for the hyperbolic tangent.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Gradient<T>(ref float dh, int dhStride, ref float h, int hStride, ref float transposed, ref float dx, int dxStride, ref float carried, int units, int frames, int isRelu) where T : struct, ILanes<T>
    {
        for (int t = frames - 1; t >= 0; t--)
        {
            ref float given = ref Unsafe.Add(ref dh, t * dhStride), now = ref Unsafe.Add(ref h, t * hStride), product = ref Unsafe.Add(ref dx, t * dxStride);
            for (int unit = 0; unit < units; unit += T.Count)
            {
                T y = T.Load(ref now, unit);
                T d = (T.Load(ref given, unit) + T.Load(ref carried, unit)) * (isRelu != 0 ? Activations.ReluGradient(y) : Activations.TanhGradient(y));
                Recurrences.Store(d, ref product, unit, units - unit);
            }
            for (int unit = 0; unit < units; unit += T.Count)
                T.Store(Recurrences.Sum(T.Zero, ref product, units, ref Unsafe.Add(ref transposed, Recurrences.Panel(unit, units))), ref carried, unit);
        }
    }
}
