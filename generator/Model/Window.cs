using System;

namespace NetGen.Generator.Model;

/// <summary>What was said of a kernel or a pool's window along one axis.</summary>
/// <param name="Padding">Places on each side, or <c>Padding.Same</c>.</param>
/// <param name="Own">Which of its numbers were said for this axis alone.</param>
internal readonly record struct Window(int Kernel, int Stride, int Padding, int Dilation, OwnNumbers Own = OwnNumbers.None)
{
    /// <summary><c>Padding.Same</c>, as the runtime spells it.</summary>
    public const int Same = -1;

    /// <summary>The window along an axis that isn't there.</summary>
    public static Window None { get; } = new(1, 1, 0, 1);

    /// <summary>Places that the kernel spans.</summary>
    public long Span => (long)Dilation * (Kernel - 1) + 1;

    /// <summary>Places of padding in front and behind; those of <see cref="Same"/> are one less than the span in all, the smaller half in front.</summary>
    public (long Before, long After) Around => Padding == Same ? ((Span - 1) / 2, Span - 1 - (Span - 1) / 2) : (Padding, Padding);

    /// <summary>The input's length, padding included.</summary>
    public long Padded(int input) => input + Around.Before + Around.After;

    /// <summary>⌊(padded − span) / stride⌋ + 1, which is below 1 where the kernel is longer than the padded input.</summary>
    public long Outputs(int input)
    {
        long last = Padded(input) - Span;
        return (last >= 0 ? last : last - Stride + 1) / Stride + 1;
    }

    /// <summary>The window over an input, everything resolved; only for a window that fits. A stride past the end of the padded input is as good as any other, and so is a dilation of a single place; as written they may be too large to be multiplied.</summary>
    public Axis Over(int input) => checked(new(
        input, (int)Outputs(input), Kernel, (int)Math.Min(Stride, Padded(input) + 1), Kernel == 1 ? 1 : Dilation, (int)Around.Before, (int)Around.After));
}

/// <summary>A window moved along an axis: output o reads the inputs o·stride − before + k·dilation, k from 0 to kernel − 1.</summary>
/// <param name="Before">Places of padding in front.</param>
/// <param name="After">Places of padding behind.</param>
internal readonly record struct Axis(int Input, int Output, int Kernel, int Stride, int Dilation, int Before, int After)
{
    /// <summary>An axis that isn't there.</summary>
    public static Axis None { get; } = new(1, 1, 1, 1, 1, 0, 0);

    /// <summary>Whether windows lie side by side, none outside the input.</summary>
    public bool Tiles => Kernel == Stride && Dilation == 1 && Before + After == 0;
}

/// <summary>The numbers of a window that were said for one axis alone, as by <c>KernelHeight</c>: a mistake in them is that argument's.</summary>
[Flags]
internal enum OwnNumbers
{
    None = 0,
    Kernel = 1,
    Stride = 2,
    Padding = 4,
    Dilation = 8,
}
