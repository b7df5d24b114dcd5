using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Inverted dropout with a counter-based generator: whether a unit is dropped is a function of the seed, the training step, the layer, the sample and the unit, so that threads need no shared random state.</summary>
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
    /// <param name="x">Contiguous elements.</param>
    /// <param name="y">The result, in a grid.</param>
    /// <param name="grid">Its shape.</param>
    /// <param name="key">The layer's random state for this sample.</param>
    /// <param name="threshold">A unit is dropped if its 32 bits are below this.</param>
    /// <param name="scale">1 / (1 − rate).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Apply<T>(ref float x, ref float y, Grid grid, ulong key, uint threshold, float scale) where T : struct, ILanes<T>
    {
        Output row = new(ref x, ref y, new(grid.RowLength, key, threshold, scale));
        GridWalk.Run(grid.Rows(), ref row);
    }

    /// <summary>∂x = 0 where a unit was dropped, else ∂y times the scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Gradient<T>(ref float dy, ref float dx, Grid grid, ulong key, uint threshold, float scale) where T : struct, ILanes<T>
    {
        InputGradient row = new(ref dy, ref dx, new(grid.RowLength, key, threshold, scale));
        GridWalk.Run(grid.Rows(), ref row);
    }

    [method: MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ref struct Output(ref float x, ref float y, Mask mask) : IPixelOperator
    {
        private readonly ref float _x = ref x, _y = ref y;
        private readonly Mask _mask = mask;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(nint packed, nint strided) => _mask.Apply(ref Unsafe.Add(ref _x, packed), ref Unsafe.Add(ref _y, strided), (int)packed);
    }

    [method: MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ref struct InputGradient(ref float dy, ref float dx, Mask mask) : IPixelOperator
    {
        private readonly ref float _dy = ref dy, _dx = ref dx;
        private readonly Mask _mask = mask;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(nint packed, nint strided) => _mask.Apply(ref Unsafe.Add(ref _dy, strided), ref Unsafe.Add(ref _dx, packed), (int)packed);
    }

    /// <summary>The operator that drops units of a row and scales the others.</summary>
    [method: MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly struct Mask(int length, ulong key, uint threshold, float scale)
    {
        private readonly ulong _key = key;
        private readonly int _length = length;
        private readonly uint _threshold = threshold;
        private readonly float _scale = scale;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref float from, ref float to, int first)
        {
            for (int k = 0; k < _length; k++)
                Unsafe.Add(ref to, k) = IsDropped(first + k) ? 0f : Unsafe.Add(ref from, k) * _scale;
        }

        /// <summary>Two units share a word: the even one has its low half.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private bool IsDropped(int unit) => (uint)(Mix(_key + Golden * (ulong)(unit / 2 + 1)) >> (32 * (unit & 1))) < _threshold;
    }
}
