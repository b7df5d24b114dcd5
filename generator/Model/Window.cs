using System;

namespace NetGen.Generator.Model;

/// <summary>A convolution's kernel or a pool's window along one axis, as declared.</summary>
/// <param name="Padding">Elements on each side, or <c>Padding.Same</c>.</param>
/// <param name="Own">The arguments that were given for this axis alone.</param>
internal readonly record struct Window(int Kernel, int Stride, int Padding, int Dilation, AxisArguments Own = AxisArguments.None)
{
    /// <summary><c>Padding.Same</c>, the same value as in the runtime.</summary>
    public const int Same = -1;

    /// <summary>The window along an axis that doesn't exist.</summary>
    public static Window None { get; } = new(1, 1, 0, 1);

    /// <summary>Elements of the input that the kernel spans.</summary>
    public long Span => (long)Dilation * (Kernel - 1) + 1;

    /// <summary>The padding before and after the input; for <see cref="Same"/> it is one less than the span in total, the smaller half before.</summary>
    public (long Before, long After) Around => Padding == Same ? ((Span - 1) / 2, Span - 1 - (Span - 1) / 2) : (Padding, Padding);

    /// <summary>The input's length, padding included.</summary>
    public long Padded(int input) => input + Around.Before + Around.After;

    /// <summary>⌊(padded − span) / stride⌋ + 1, which is below 1 where the kernel is longer than the padded input.</summary>
    public long Outputs(int input)
    {
        long last = Padded(input) - Span;
        return (last >= 0 ? last : last - Stride + 1) / Stride + 1;
    }

    /// <summary>The window over an input, everything resolved; only for a window that fits. A stride past the end of the padded input, or a dilation of a single element, is replaced by an equivalent one; as written they may be too large to be multiplied.</summary>
    public Axis Over(int input) => checked(new(
        input, (int)Outputs(input), Kernel, (int)Math.Min(Stride, Padded(input) + 1), Kernel == 1 ? 1 : Dilation, (int)Around.Before, (int)Around.After));
}

/// <summary>A window moved along an axis: output o reads the inputs o·stride − before + k·dilation, k from 0 to kernel − 1.</summary>
/// <param name="Before">Elements of padding before the input.</param>
/// <param name="After">Elements of padding after the input.</param>
internal readonly record struct Axis(int Input, int Output, int Kernel, int Stride, int Dilation, int Before, int After)
{
    /// <summary>An axis that doesn't exist.</summary>
    public static Axis None { get; } = new(1, 1, 1, 1, 1, 0, 0);

    /// <summary>Whether windows are adjacent, none outside the input.</summary>
    public bool Tiles => Kernel == Stride && Dilation == 1 && Before + After == 0;
}

/// <summary>The arguments of a window that were given for one axis alone, as by <c>KernelHeight</c>: a mistake in them is reported on that argument.</summary>
[Flags]
internal enum AxisArguments
{
    None = 0,
    Kernel = 1,
    Stride = 2,
    Padding = 4,
    Dilation = 8,
}
