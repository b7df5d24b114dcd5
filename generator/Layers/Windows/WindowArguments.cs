using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>Windows as they are declared: arguments for all axes, and others for one axis.</summary>
internal static class WindowArguments
{
    public const string Kernel = "kernel", Size = "size", Stride = "Stride", Padding = "Padding", Dilation = "Dilation";

    /// <summary>A convolution's kernel along <c>Height</c> or <c>Width</c>.</summary>
    public static Window OfKernel(Arguments arguments, string axis) => Along(arguments, Kernel, axis);

    /// <summary>A pool's window along <c>Height</c> or <c>Width</c>, whose stride is its size by default.</summary>
    public static Window OfPool(Arguments arguments, string axis) => Along(arguments, Size, axis);

    /// <summary>The argument for one axis alone, as in <c>KernelHeight</c>.</summary>
    public static string For(string axis, string argument) => char.ToUpperInvariant(argument[0]) + argument.Substring(1) + axis;

    private static Window Along(Arguments arguments, string length, string axis)
    {
        int kernel = Read(length, 0);
        return new(kernel, Read(Stride, length == Size ? kernel : 1), Read(Padding, 0), Read(Dilation, 1),
            Own(length, AxisArguments.Kernel) | Own(Stride, AxisArguments.Stride) | Own(Padding, AxisArguments.Padding) | Own(Dilation, AxisArguments.Dilation));

        int Read(string argument, int missing) => arguments.Int(For(axis, argument), arguments.Int(argument, missing));

        AxisArguments Own(string argument, AxisArguments number) => arguments.Has(For(axis, argument)) ? number : AxisArguments.None;
    }
}
