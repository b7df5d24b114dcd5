using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Decodes the weights of a layer, in panels <c>[⌈out/width⌉][in][width]</c>, for kernels that read floats, and copies its biases to the place after them.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class PackedWeights
{
    /// <summary>Weights of bfloat16, widened. Biases follow them on the next cache line.</summary>
    /// <param name="w">The weights as they are stored.</param>
    /// <param name="decoded">Overwritten with weights and biases.</param>
    /// <param name="inputs">Weights of an output.</param>
    /// <param name="panels">Panels of outputs.</param>
    /// <param name="panelWidth">Outputs in a panel, 16 or 32.</param>
    /// <param name="hasBias">Whether there are biases.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void DecodeBFloat16<T>(ref float w, ref float decoded, int inputs, int panels, int panelWidth, bool hasBias) where T : struct, ILanes<T>
    {
        int length = panels * inputs * panelWidth, biases = AlignedFloats(sizeof(ushort) * length);
        ref ushort elements = ref Blocks.BFloat16(ref w);
        for (int i = 0; i < length; i += T.Count)
            T.Store(T.Load(ref elements, i), ref decoded, i);
        if (hasBias)
            Copy<T>(ref Unsafe.Add(ref w, biases), ref Unsafe.Add(ref decoded, length), panels * panelWidth);
    }

    /// <summary>8-bit integers, times the scales of their outputs. These follow on the next cache line, and biases follow them.</summary>
    /// <param name="w">The weights as they are stored.</param>
    /// <param name="decoded">Overwritten with weights and biases.</param>
    /// <param name="inputs">Weights of an output.</param>
    /// <param name="panels">Panels of outputs.</param>
    /// <param name="panelWidth">Outputs in a panel, 16 or 32.</param>
    /// <param name="hasBias">Whether there are biases.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void DecodeInt8<T>(ref float w, ref float decoded, int inputs, int panels, int panelWidth, bool hasBias) where T : struct, ILanes<T>
    {
        int length = panels * inputs * panelWidth, units = panels * panelWidth, scales = AlignedFloats(length);
        ref sbyte integers = ref Blocks.Int8(ref w);
        for (int unit = 0; unit < units; unit += T.Count)
        {
            T scale = T.Load(ref w, scales + unit);
            int i = unit / panelWidth * inputs * panelWidth + unit % panelWidth;
            for (int k = 0; k < inputs; k++, i += panelWidth)
                T.Store(T.Load(ref integers, i) * scale, ref decoded, i);
        }
        if (hasBias)
            Copy<T>(ref Unsafe.Add(ref w, scales + units), ref Unsafe.Add(ref decoded, length), units);
    }

    private static void Copy<T>(ref float source, ref float destination, int length) where T : struct, ILanes<T>
    {
        for (int i = 0; i < length; i += T.Count)
            T.Store(T.Load(ref source, i), ref destination, i);
    }

    /// <summary>Floats in the memory of some bytes, whole cache lines.</summary>
    private static int AlignedFloats(int bytes) => (bytes + KernelConstants.Alignment - 1) / KernelConstants.Alignment * KernelConstants.Lanes;
}
