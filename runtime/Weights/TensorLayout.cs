using NetGen.Kernels;

namespace NetGen;

/// <summary>One named tensor of a <see cref="ParameterBlock"/>: its shape as PyTorch has it, and where the compiler stores it.</summary>
/// <param name="Name">As in <c>dense1.weight</c>.</param>
/// <param name="Shape">PyTorch's shape: <c>[out, in]</c> for a dense weight, <c>[out, in / groups, height, width]</c> for a convolution's, <c>[out]</c> for a bias.</param>
/// <param name="Offset">The offset of the tensor's first element in <see cref="ParameterBlock.Values"/>, or after them in <see cref="ParameterBlock.Statistics"/>.</param>
/// <param name="PanelWidth">0 for a tensor stored as it is; otherwise a weight is stored as <c>[⌈out/width⌉][in][width]</c>, padded with outputs that are never read.</param>
/// <param name="Initializer">How fresh values are drawn; never <see cref="Initializer.Auto"/>.</param>
/// <param name="FanIn">Inputs that reach one output.</param>
/// <param name="FanOut">Outputs that one input reaches.</param>
/// <param name="Channels">The number of channels, where they are last in the block and first in <paramref name="Shape"/>: those of a convolution's inputs, or of the pixels that a dense layer reads; 1 where the order is the same.</param>
/// <param name="Start">The value that fresh values are drawn around: 1 for a scale.</param>
/// <param name="Gates">The number of equal parts of the outputs whose rows are side by side in a panel, <c>[⌈out/gates/width⌉][in][gates][width]</c>: the gates of a recurrent layer's weights; 1 for others.</param>
/// <param name="Precision">How the elements are stored. Those that are narrower than a float follow each other in the memory of floats; the scales of 8-bit integers, one for each output, follow them on the next cache line. Those of <see cref="Precision.DynamicInt8"/> are in groups of four inputs, <c>[⌈out/width⌉][⌈in/4⌉][width][4]</c>.</param>
public sealed record TensorLayout(string Name, int[] Shape, int Offset, int PanelWidth, Initializer Initializer, int FanIn, int FanOut, int Channels = 1, float Start = 0f, int Gates = 1, Precision Precision = Precision.Float32)
{
    /// <summary>Elements of the tensor, padding not counted.</summary>
    public int Length { get; } = Shape.Aggregate(1, (product, extent) => checked(product * extent));

    /// <summary>Whether the elements are narrower than a float, so that only <see cref="TensorElements"/> reads and writes them.</summary>
    internal bool IsPacked => Precision != Precision.Float32;

    /// <summary>The offset in the block of an element counted in PyTorch's order, of a tensor of floats.</summary>
    internal int OffsetOf(int index) => Offset + PlaceOf(index);

    /// <summary>The place among the stored elements of one counted in PyTorch's order.</summary>
    internal int PlaceOf(int index)
    {
        if (PanelWidth == 0)
            return ChannelsLast(index, Length);
        (int output, int input) = Math.DivRem(index, Inputs);
        input = ChannelsLast(input, Inputs);
        (int gate, int unit) = Math.DivRem(output, Units);
        (int panel, int lane) = Math.DivRem(unit, PanelWidth);
        if (Precision == Precision.DynamicInt8)
            return ((panel * Groups + input / 4) * PanelWidth + lane) * 4 + input % 4;
        return ((panel * Inputs + input) * Gates + gate) * PanelWidth + lane;
    }

    /// <summary>The channels-last index of an element whose channel comes first in PyTorch's order.</summary>
    private int ChannelsLast(int index, int length)
    {
        if (Channels == 1)
            return index;
        (int channel, int position) = Math.DivRem(index, length / Channels);
        return position * Channels + channel;
    }

    /// <summary>How many elements from this one on, in PyTorch's order, are <see cref="Stride"/> apart in the block.</summary>
    internal int RunFrom(int index)
    {
        int run = (PanelWidth == 0 ? Length : Inputs) / Channels;
        return run - index % run;
    }

    /// <summary>Whether a range of a block holds every element of the tensor, padding included.</summary>
    internal bool LiesIn(int start, int length)
    {
        if (PanelWidth < 0 || Channels < 1 || Length < 1 || Gates < 1 || Shape.Any(extent => extent < 1) || Shape[0] % Gates != 0 || !Enum.IsDefined(Precision) || Precision == Precision.DynamicInt8 && (PanelWidth == 0 || Gates > 1))
            return false;
        return Offset >= start && Offset + Stored <= (long)start + length;
    }

    /// <summary>Floats from the first element to the last, padding and scales included.</summary>
    internal long Stored => Precision switch
    {
        Precision.BFloat16 => (Elements + 1) / 2,
        Precision.Int8 or Precision.DynamicInt8 => ScaleOffset - Offset + Panels * Math.Max(PanelWidth, 1),
        _ => Elements,
    };

    /// <summary>The offset of the scales in the block.</summary>
    internal int ScaleOffset => (int)(Offset + (Elements + KernelConstants.Alignment - 1) / KernelConstants.Alignment * KernelConstants.Lanes);

    /// <summary>Stored elements, padding included.</summary>
    private long Elements => PanelWidth == 0 ? Length : Panels * (Precision == Precision.DynamicInt8 ? 4 * Groups : Inputs) * Gates * PanelWidth;

    /// <summary>Groups of four inputs, the last filled with zeros.</summary>
    private int Groups => (Inputs + 3) / 4;

    private long Panels => PanelWidth == 0 ? Shape[0] : (Units + PanelWidth - 1L) / PanelWidth;

    /// <summary>The ranges of the elements, without padding, in the block's order.</summary>
    internal IEnumerable<(int Start, int Length)> Ranges()
    {
        if (PanelWidth == 0 || IsPacked)
            return [(Offset, (int)Stored)];
        (int full, int rest) = Math.DivRem(Units, PanelWidth);
        int rows = Inputs * Gates, last = Offset + full * rows * PanelWidth;
        return [
            .. full == 0 ? Enumerable.Empty<(int, int)>() : [(Offset, last - Offset)],
            .. rest == 0 ? Enumerable.Empty<(int, int)>() : Enumerable.Range(0, rows).Select(row => (last + row * PanelWidth, rest))];
    }

    /// <summary>The distance from one element of a run to the next.</summary>
    internal int Stride => (PanelWidth == 0 ? 1 : PanelWidth * Gates) * Channels;

    /// <summary>Elements of one output.</summary>
    internal int Inputs => Length / Shape[0];

    /// <summary>Outputs of one gate.</summary>
    private int Units => Shape[0] / Gates;
}
