using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Wasm;

namespace NetGen.Kernels;

/// <summary>Small passes over blocks of samples that are the same for every network.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class Blocks
{
    /// <summary>The 8-bit integers that are stored where floats would be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref sbyte Int8(ref float place) => ref Unsafe.As<float, sbyte>(ref place);

    /// <summary>The bfloat16 elements that are stored where floats would be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref ushort BFloat16(ref float place) => ref Unsafe.As<float, ushort>(ref place);

    /// <summary>The offset of an output's column in weights stored in panels of 32 outputs, <c>[⌈out/32⌉][in][32]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Panel(int column, int inputs) =>
        column / KernelConstants.PanelWidth * (inputs * KernelConstants.PanelWidth) + column % KernelConstants.PanelWidth;

    /// <summary>Requests the cache line of an element that will be read soon; <paramref name="offset"/> may lead anywhere. Nothing happens on processors for which .NET has no such instruction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch(ref float place, nint offset)
    {
        if (System.Runtime.Intrinsics.X86.Sse.IsSupported)
            System.Runtime.Intrinsics.X86.Sse.Prefetch1((float*)Unsafe.AsPointer(ref place) + offset);
    }

    /// <summary>The longest of several rows that a loop copies faster than calls: blocks of a stream's frames, which took a tenth of a WaveNet's time.</summary>
    private const int ShortRow = 32;

    /// <summary>Copies rows of <paramref name="length"/> elements between different strides. The two places don't overlap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CopyRows(ref float source, int sourceStride, ref float destination, int destinationStride, int length, int rows)
    {
        if (rows == 1)
            Span(ref source, 0, length).CopyTo(Span(ref destination, 0, length));
        else
            CopySeveral(ref source, sourceStride, ref destination, destinationStride, length, rows);
    }

    // Apart, since one frame at a time pays for every instruction.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void CopySeveral(ref float source, int sourceStride, ref float destination, int destinationStride, int length, int rows)
    {
        if (sourceStride == length && destinationStride == length)
            (length, rows) = (length * rows, 1);
        for (int row = 0; row < rows; row++)
            if (length <= ShortRow)
                CopyShort(ref Unsafe.Add(ref source, row * sourceStride), ref Unsafe.Add(ref destination, row * destinationStride), length);
            else
                Span(ref source, row * sourceStride, length).CopyTo(Span(ref destination, row * destinationStride, length));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyShort(ref float source, ref float destination, int length)
    {
        int i = 0;
        for (; i + Vector128<float>.Count <= length; i += Vector128<float>.Count)
            Vector128.LoadUnsafe(ref source, (nuint)i).StoreUnsafe(ref destination, (nuint)i);
        for (; i < length; i++)
            Unsafe.Add(ref destination, i) = Unsafe.Add(ref source, i);
    }

    /// <summary>Zeroes the elements between the end of each row and its stride: gradients there must not reach the parameters' padding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ClearPadding(ref float rows, int length, int stride, int count)
    {
        for (int row = 0; row < count; row++)
            Span(ref rows, row * stride + length, stride - length).Clear();
    }

    /// <summary>Parameters after an update by plain gradient descent; see <see cref="Training.Sgd"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Descend<T>(T w, T gradient, float step) where T : struct, ILanes<T> =>
        T.FusedMultiplyAdd(T.Create(step), gradient, w);

    /// <summary>Stores or adds sums in the gradients of the parameters at <paramref name="place"/>, or updates the parameters with them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Deliver<T>(T sum, ref float w, ref float g, int place, float step, bool accumulate) where T : struct, ILanes<T>
    {
        if (accumulate)
            sum = T.Load(ref g, place) + sum;
        if (step == 0)
            T.Store(sum, ref g, place);
        else
            T.Store(Descend(T.Load(ref w, place), sum, step), ref w, place);
    }

    /// <summary>Stores or adds a block's sums in a tensor's gradients, or updates the tensor with them.</summary>
    /// <param name="sums">The sums, overwritten.</param>
    /// <param name="w">The tensor.</param>
    /// <param name="g">Its gradients.</param>
    /// <param name="length">Elements, a multiple of 16.</param>
    /// <param name="step">0 to store gradients; else this times the gradients is added to the parameters.</param>
    /// <param name="accumulate">Whether the sums are added to <paramref name="g"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Deliver<T>(ref float sums, ref float w, ref float g, int length, float step, bool accumulate) where T : struct, ILanes<T>
    {
        for (int i = 0; i < length; i += T.Count)
            Deliver(T.Load(ref sums, i), ref w, ref g, i, step, accumulate);
    }

    /// <summary>Adds the lanes of sums, each as one tree, then stores or adds them in the gradients of parameters, or updates the parameters with them.</summary>
    /// <param name="sums">The sums, each of sixteen lanes, or of one if <paramref name="stride"/> is 1.</param>
    /// <param name="w">The parameters.</param>
    /// <param name="g">Their gradients.</param>
    /// <param name="length">Parameters.</param>
    /// <param name="stride">Elements from one sum to the next.</param>
    /// <param name="step">0 to store gradients; else this times the gradients is added to the parameters.</param>
    /// <param name="accumulate">Whether the sums are added to <paramref name="g"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void DeliverLanes(ref float sums, ref float w, ref float g, int length, int stride, float step, bool accumulate)
    {
        for (int p = 0; p < length; p++)
        {
            // Every sum of a row begins with 0, which makes it positive if all terms are negative zeros.
            float sum = stride == 1 ? Unsafe.Add(ref sums, p) : 0f + Unsafe.As<float, VirtualLanes>(ref Unsafe.Add(ref sums, VirtualLanes.Count * p)).Sum();
            if (accumulate)
                sum = Unsafe.Add(ref g, p) + sum;
            if (step == 0)
                Unsafe.Add(ref g, p) = sum;
            else
                Unsafe.Add(ref w, p) = SoftwareFusedMultiplyAdd.Compute(step, sum, Unsafe.Add(ref w, p));
        }
    }

    /// <summary>The gradient of a bias: sums each column over the rows, in their order, and stores it in <paramref name="g"/> or updates the bias with it. <paramref name="columns"/> is rounded up to whole vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void SumColumns<T>(ref float rows, int stride, ref float w, ref float g, int columns, int count, float step, bool accumulate) where T : struct, ILanes<T>
    {
        for (int column = 0; column < columns; column += T.Count)
        {
            T sum = T.Zero;
            for (int row = 0; row < count; row++)
                sum += T.Load(ref rows, row * stride + column);
            Deliver(sum, ref w, ref g, column, step, accumulate);
        }
    }

    /// <summary>destination[c][r] = source[r][c].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Transpose(ref float source, int sourceStride, ref float destination, int destinationStride, int rows, int columns)
    {
        int strip = Transposition.Strip(rows, columns);
        for (int row = 0; row < rows; row += strip)
        {
            int first = row < rows - strip ? row : rows - strip;
            Transposition.Transpose(ref Unsafe.Add(ref source, first * sourceStride), sourceStride, ref Unsafe.Add(ref destination, first), destinationStride, strip, columns);
        }
    }

    /// <summary>a0 b0 a1 b1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> Low(Vector128<float> a, Vector128<float> b) =>
        System.Runtime.Intrinsics.X86.Sse.IsSupported ? System.Runtime.Intrinsics.X86.Sse.UnpackLow(a, b)
        : PackedSimd.IsSupported ? Vector128.Shuffle(a, Vector128.Create(0, 4, 1, 4)) | Vector128.Shuffle(b, Vector128.Create(4, 0, 4, 1)) // what is out of range is 0
        : Vector128.Create(a.GetElement(0), b.GetElement(0), a.GetElement(1), b.GetElement(1));

    /// <summary>a2 b2 a3 b3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> High(Vector128<float> a, Vector128<float> b) =>
        System.Runtime.Intrinsics.X86.Sse.IsSupported ? System.Runtime.Intrinsics.X86.Sse.UnpackHigh(a, b)
        : PackedSimd.IsSupported ? Vector128.Shuffle(a, Vector128.Create(2, 4, 3, 4)) | Vector128.Shuffle(b, Vector128.Create(4, 2, 4, 3))
        : Vector128.Create(a.GetElement(2), b.GetElement(2), a.GetElement(3), b.GetElement(3));

    private static Span<float> Span(ref float place, int offset, int length) => MemoryMarshal.CreateSpan(ref Unsafe.Add(ref place, offset), length);
}
