using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>Transposes a matrix, a strip of rows at a time. Where a count is no multiple of a strip or a square, the last one overlaps its neighbour, and moves some elements twice.</summary>
internal static class Transposition
{
    /// <summary>Columns that are moved at once.</summary>
    private const int Square = 4;

    /// <summary>The number of rows to transpose at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Strip(int rows, int columns) =>
        columns < Square || rows < Square ? 1 : Avx.IsSupported && rows >= 2 * Square ? 2 * Square : Square;

    /// <summary>destination[c][r] = source[r][c] for the rows of one strip.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Transpose(ref float source, int sourceStride, ref float destination, int destinationStride, int strip, int columns)
    {
        if (!Avx.IsSupported || strip != 2 * Square)
        {
            TransposeLow(ref source, sourceStride, ref destination, destinationStride, strip, columns);
            return;
        }
        for (int column = 0; column < columns; column += Square)
        {
            int first = column < columns - Square ? column : columns - Square;
            Eight(ref Unsafe.Add(ref source, first), sourceStride, ref Unsafe.Add(ref destination, first * destinationStride), destinationStride);
        }
    }

    // Apart, so that the JIT compiles it only where there are so few rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void TransposeLow(ref float source, int sourceStride, ref float destination, int destinationStride, int strip, int columns)
    {
        if (strip == 1)
        {
            for (int column = 0; column < columns; column++)
                Unsafe.Add(ref destination, column * destinationStride) = Unsafe.Add(ref source, column);
            return;
        }
        for (int column = 0; column < columns; column += Square)
        {
            int first = Math.Min(column, columns - Square);
            Four(ref Unsafe.Add(ref source, first), sourceStride, ref Unsafe.Add(ref destination, first * destinationStride), destinationStride);
        }
    }

    /// <summary>Four rows of four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(ref float from, int fromStride, ref float to, int toStride)
    {
        Vector128<float> a = Load(ref from, 0), b = Load(ref from, fromStride), c = Load(ref from, 2 * fromStride), d = Load(ref from, 3 * fromStride);
        Vector128<float> ac0 = Blocks.Low(a, c), ac1 = Blocks.High(a, c), bd0 = Blocks.Low(b, d), bd1 = Blocks.High(b, d);
        Store(Blocks.Low(ac0, bd0), ref to, 0);
        Store(Blocks.High(ac0, bd0), ref to, toStride);
        Store(Blocks.Low(ac1, bd1), ref to, 2 * toStride);
        Store(Blocks.High(ac1, bd1), ref to, 3 * toStride);
    }

    /// <summary>Eight rows of four: row r + 4 in the upper half of row r's vector, so that no shuffle crosses halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Eight(ref float from, int fromStride, ref float to, int toStride)
    {
        Vector256<float> a = Pair(ref from, 0, Square * fromStride), b = Pair(ref from, fromStride, Square * fromStride);
        Vector256<float> c = Pair(ref from, 2 * fromStride, Square * fromStride), d = Pair(ref from, 3 * fromStride, Square * fromStride);
        Vector256<float> ac0 = Avx.UnpackLow(a, c), ac1 = Avx.UnpackHigh(a, c), bd0 = Avx.UnpackLow(b, d), bd1 = Avx.UnpackHigh(b, d);
        Unsafe.As<float, Vector256<float>>(ref to) = Avx.UnpackLow(ac0, bd0);
        Unsafe.As<float, Vector256<float>>(ref Unsafe.Add(ref to, toStride)) = Avx.UnpackHigh(ac0, bd0);
        Unsafe.As<float, Vector256<float>>(ref Unsafe.Add(ref to, 2 * toStride)) = Avx.UnpackLow(ac1, bd1);
        Unsafe.As<float, Vector256<float>>(ref Unsafe.Add(ref to, 3 * toStride)) = Avx.UnpackHigh(ac1, bd1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pair(ref float from, int offset, int toUpper) => Vector256.Create(
        Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref from, offset)), Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref from, offset + toUpper)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Load(ref float place, int offset) => Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref place, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector128<float> value, ref float place, int offset) => Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref place, offset)) = value;
}
