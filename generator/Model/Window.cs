using System;

namespace NetGen.Generator.Model;

/// <summary>What was said of a kernel or a pool's window along one axis.</summary>
/// <param name="Padding">Places on each side, or <c>Padding.Same</c>.</param>
internal readonly record struct Window(int Kernel, int Stride, int Padding, int Dilation)
{
    /// <summary><c>Padding.Same</c>, as the runtime spells it.</summary>
    public const int Same = -1;

    /// <summary>Places that the kernel spans.</summary>
    public long Span => (long)Dilation * (Kernel - 1) + 1;

    /// <summary>The window over an input, everything resolved; only for a window that fits.</summary>
    public Axis Over(int input)
    {
        int around = checked((int)(Span - 1));
        (int before, int after) = Padding == Same ? (around / 2, around - around / 2) : (Padding, Padding);
        return new(input, Outputs(input + (long)before + after), Kernel, Stride, Dilation, before, after);
    }

    /// <summary>⌊(padded − span) / stride⌋ + 1, which is below 1 where the kernel is longer than the padded input.</summary>
    public int Outputs(long padded) => checked((int)Math.Floor((double)(padded - Span) / Stride) + 1);
}

/// <summary>A window moved along an axis: output o reads the inputs o·stride − before + k·dilation, k from 0 to kernel − 1.</summary>
/// <param name="Before">Places of padding in front.</param>
/// <param name="After">Places of padding behind.</param>
internal readonly record struct Axis(int Input, int Output, int Kernel, int Stride, int Dilation, int Before, int After)
{
    /// <summary>An axis that isn't there.</summary>
    public static Axis None { get; } = new(1, 1, 1, 1, 1, 0, 0);
}
