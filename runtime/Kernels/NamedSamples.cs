using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>One sample whose inputs and outputs are spans of their own, which are copied, since kernels read them one after another.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class NamedSamples
{
    [ThreadStatic]
    private static float[]? t_buffer;

    /// <summary>Throws unless a span has the length of its input or output.</summary>
    /// <param name="length">The span's length.</param>
    /// <param name="expected">The length of the input or output.</param>
    /// <param name="name">Its name, which is the parameter's.</param>
    /// <param name="network">The name of the class.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check(int length, int expected, string name, string network)
    {
        if (length != expected)
            Throw(length, expected, name, network);
    }

    /// <summary>Throws if an output's memory overlaps an input's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CheckApart(ReadOnlySpan<float> input, Span<float> output, string inputName, string outputName) => BatchChecks.Apart(input, output, inputName, outputName);

    /// <summary>Throws if the memory of two outputs overlaps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CheckBothApart(Span<float> first, Span<float> second, string firstName, string secondName) => BatchChecks.BothApart(first, second, firstName, secondName);

    /// <summary>Memory of a workspace, for a sample that is too long for the stack.</summary>
    /// <exception cref="ArgumentException">The workspace belongs to another class.</exception>
    public static Span<float> Buffer<TKernels>(Workspace workspace) where TKernels : struct, IKernels
    {
        BatchChecks.Owner<TKernels>(workspace);
        return workspace.GatheredSample;
    }

    /// <summary>Memory of the calling thread, for a sample that is too long for the stack.</summary>
    /// <param name="length">Its elements.</param>
    public static Span<float> Buffer(int length)
    {
        if (t_buffer is null || t_buffer.Length < length)
            t_buffer = new float[length];
        return t_buffer.AsSpan(0, length);
    }

    [DoesNotReturn]
    private static void Throw(int length, int expected, string name, string network) =>
        throw new ArgumentException($"{name} has {length} elements; in a sample of {network} it has {expected}.", name);
}
