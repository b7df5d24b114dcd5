using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Inverted dropout by counting: whether a unit is dropped is a function of the seed, the step, the layer, the sample and the unit, so that no thread need know what another drew.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class Dropouts
{
    /// <summary>2⁶⁴ divided by the golden ratio, the increment of SplitMix64 (Steele, Lea and Flood 2014).</summary>
    internal const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>SplitMix64's finaliser.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>y = 0 where a unit is dropped, else x times a scale.</summary>
    /// <param name="x">Numbers that follow each other.</param>
    /// <param name="y">The result, in a grid.</param>
    /// <param name="grid">Its shape.</param>
    /// <param name="key">The layer's draws for this sample.</param>
    /// <param name="threshold">A unit is dropped if its 32 bits are below this.</param>
    /// <param name="scale">1 / (1 − rate).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Apply<T>(ref float x, ref float y, Grid grid, ulong key, uint threshold, float scale) where T : struct, ILanes<T>
    {
        for (int row = 0, unit = 0; row < grid.Height; row++)
        {
            ref float to = ref Unsafe.Add(ref y, grid.Origin + row * grid.Pitch);
            for (int k = 0; k < grid.RowLength; k++, unit++)
                Unsafe.Add(ref to, k) = IsDropped(key, unit, threshold) ? 0f : Unsafe.Add(ref x, unit) * scale;
        }
    }

    /// <summary>∂x = 0 where a unit was dropped, else ∂y times the scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Gradient<T>(ref float dy, ref float dx, Grid grid, ulong key, uint threshold, float scale) where T : struct, ILanes<T>
    {
        for (int row = 0, unit = 0; row < grid.Height; row++)
        {
            ref float from = ref Unsafe.Add(ref dy, grid.Origin + row * grid.Pitch);
            for (int k = 0; k < grid.RowLength; k++, unit++)
                Unsafe.Add(ref dx, unit) = IsDropped(key, unit, threshold) ? 0f : Unsafe.Add(ref from, k) * scale;
        }
    }

    /// <summary>Two units share a word: the even one has its low half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsDropped(ulong key, int unit, uint threshold) =>
        (uint)(Mix(key + Golden * (ulong)(unit / 2 + 1)) >> (32 * (unit & 1))) < threshold;
}
