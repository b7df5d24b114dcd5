using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>Reads and writes a tensor's elements, in PyTorch's order, where they stand in a block's memory.</summary>
internal static class TensorElements
{
    /// <summary>Reads all elements, as the floats that they stand for.</summary>
    /// <param name="block">All elements of the block.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="destination">Overwritten.</param>
    public static void Read(ReadOnlySpan<float> block, TensorLayout tensor, Span<float> destination)
    {
        if (tensor.IsPacked)
            for (int i = 0; i < destination.Length; i++)
                destination[i] = Read(block, tensor, i);
        else
            for (int i = 0; i < destination.Length; i++)
                destination[i] = block[tensor.OffsetOf(i)];
    }

    /// <summary>Writes a range of the elements; all of a tensor whose elements are narrower than floats, since the scale of an output depends on all of its weights.</summary>
    /// <param name="block">All elements of the block.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="start">The first element.</param>
    /// <param name="source">Their values.</param>
    /// <exception cref="ArgumentException">A value of a tensor of 8-bit integers is NaN or infinite; nothing has changed.</exception>
    public static void Write(Span<float> block, TensorLayout tensor, int start, ReadOnlySpan<float> source)
    {
        if (tensor.IsPacked)
        {
            Write(block, tensor, source);
            return;
        }
        while (source.Length > 0)
        {
            // The weights of one output are one column of a panel; those of one channel are interleaved with the others'.
            ReadOnlySpan<float> run = source[..Math.Min(tensor.RunFrom(start), source.Length)];
            Span<float> values = block[tensor.OffsetOf(start)..];
            if (tensor.Stride == 1)
                run.CopyTo(values);
            else
                for (int i = 0, offset = 0; i < run.Length; i++, offset += tensor.Stride)
                    values[offset] = run[i];
            start += run.Length;
            source = source[run.Length..];
        }
    }

    /// <summary>One element, as the float that it stands for.</summary>
    /// <param name="block">All elements of the block.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="index">The element in PyTorch's order.</param>
    public static float Read(ReadOnlySpan<float> block, TensorLayout tensor, int index) => tensor.Precision switch
    {
        Precision.BFloat16 => Widen(MemoryMarshal.Cast<float, ushort>(block[tensor.Offset..])[tensor.PlaceOf(index)]),
        Precision.Int8 or Precision.DynamicInt8 => MemoryMarshal.Cast<float, sbyte>(block[tensor.Offset..])[tensor.PlaceOf(index)] * block[tensor.ScaleOffset + index / tensor.Inputs],
        _ => block[tensor.OffsetOf(index)],
    };

    /// <summary>Writes all elements as the nearest that the tensor can store.</summary>
    private static void Write(Span<float> block, TensorLayout tensor, ReadOnlySpan<float> values)
    {
        if (tensor.Precision == Precision.BFloat16)
        {
            Span<ushort> elements = MemoryMarshal.Cast<float, ushort>(block[tensor.Offset..]);
            for (int i = 0; i < values.Length; i++)
                elements[tensor.PlaceOf(i)] = BFloat16Bits.Narrow(BitConverter.SingleToUInt32Bits(values[i]));
            return;
        }
        CheckFinite(tensor, values);
        Span<sbyte> integers = MemoryMarshal.Cast<float, sbyte>(block[tensor.Offset..]);
        for (int output = 0, i = 0; output < tensor.Shape[0]; output++)
        {
            float largest = 0;
            foreach (float value in values.Slice(i, tensor.Inputs))
                largest = Math.Max(largest, Math.Abs(value));
            float scale = block[tensor.ScaleOffset + output] = Int8Channel.ScaleOf(largest);
            for (int end = i + tensor.Inputs; i < end; i++)
                integers[tensor.PlaceOf(i)] = Int8Channel.Encode(values[i], scale);
        }
    }

    /// <summary>The float with the same value.</summary>
    private static float Widen(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    private static void CheckFinite(TensorLayout tensor, ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i]))
                throw new ArgumentException($"{tensor.Name} would have {values[i]} at {SafetensorsText.Index([.. tensor.Shape], i)}; weights that are stored as 8-bit integers must be finite.", nameof(values));
    }
}
