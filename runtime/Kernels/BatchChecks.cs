using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>The checks of arguments at the entry points. They are inlined, so that they are optimised from the first call; exceptions are thrown by separate methods, which would otherwise prevent inlining.</summary>
internal static class BatchChecks
{
    /// <summary>Throws unless a sample and its output have the right lengths and memory of their own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Sample<TKernels>(ReadOnlySpan<float> input, ReadOnlySpan<float> output) where TKernels : struct, IKernels
    {
        if (input.Length != TKernels.InputLength || output.Length != TKernels.OutputLength)
            ThrowSample<TKernels>(input.Length, output.Length);
        if (Overlap(ref MemoryMarshal.GetReference(input), TKernels.InputLength, ref MemoryMarshal.GetReference(output), TKernels.OutputLength))
            ThrowOverlap(nameof(output), nameof(input));
        TKernels.CheckInputs(input, nameof(input));
    }

    /// <summary>The samples of a batch for training; throws unless everything fits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int TrainingBatch<TKernels>(ReadOnlySpan<float> inputs, ReadOnlySpan<float> others, Workspace workspace, [CallerArgumentExpression(nameof(others))] string othersName = "")
        where TKernels : struct, IKernels
    {
        int samples = Batch<TKernels>(inputs, others, workspace, othersName);
        if (!workspace.IsTraining)
            ThrowInference();
        return samples;
    }

    /// <summary>The samples of a batch whose gradients are computed; throws unless everything fits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int GradientBatch<TKernels>(ReadOnlySpan<float> inputs, ReadOnlySpan<float> others, Workspace workspace, [CallerArgumentExpression(nameof(others))] string othersName = "")
        where TKernels : struct, IKernels
    {
        int samples = TrainingBatch<TKernels>(inputs, others, workspace, othersName);
        Apart(inputs, workspace.Gradients);
        Apart(others, workspace.Gradients, othersName);
        return samples;
    }

    /// <summary>The samples of a batch; throws unless everything fits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Batch<TKernels>(ReadOnlySpan<float> inputs, ReadOnlySpan<float> others, Workspace workspace, [CallerArgumentExpression(nameof(others))] string othersName = "")
        where TKernels : struct, IKernels
    {
        Owner<TKernels>(workspace);
        (int samples, int rest) = Math.DivRem(inputs.Length, TKernels.InputLength);
        if (rest != 0 || samples == 0 || others.Length != (long)samples * TKernels.OutputLength || samples > workspace.BatchCapacity)
            ThrowBatch<TKernels>(inputs.Length, others.Length, othersName, workspace);
        TKernels.CheckInputs(inputs, nameof(inputs));
        return samples;
    }

    /// <summary>The samples of a batch whose forward pass the workspace holds; throws unless everything fits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int BackwardBatch<TKernels>(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradients, Workspace workspace) where TKernels : struct, IKernels
    {
        int samples = GradientBatch<TKernels>(inputs, outputGradients, workspace);
        if (workspace.Held(Workspace.ForwardPass) != samples)
            ThrowBackward(workspace, samples);
        return samples;
    }

    /// <summary>Throws unless there is memory for the gradient of each input.</summary>
    internal static void InputGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<float> inputGradients)
    {
        if (inputGradients.Length != inputs.Length)
            throw new ArgumentException($"inputGradients has {inputGradients.Length} elements; inputs has {inputs.Length}.", nameof(inputGradients));
    }

    /// <summary>Throws unless the workspace was made for these kernels, since only they fit its scratch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Owner<TKernels>(Workspace workspace) where TKernels : struct, IKernels
    {
        if (workspace is null || !ReferenceEquals(workspace.Kernels, typeof(TKernels)))
            ThrowOwner<TKernels>(workspace);
    }

    /// <summary>Throws if the written memory overlaps memory that is still to be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Apart(ReadOnlySpan<float> read, ReadOnlySpan<float> written, [CallerArgumentExpression(nameof(read))] string readName = "", [CallerArgumentExpression(nameof(written))] string writtenName = "")
    {
        if (Overlap(ref MemoryMarshal.GetReference(read), read.Length, ref MemoryMarshal.GetReference(written), written.Length))
            ThrowOverlap(writtenName, readName);
    }

    /// <summary>Throws if two memories that are both written overlap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void BothApart(ReadOnlySpan<float> first, ReadOnlySpan<float> second, string firstName, string secondName)
    {
        if (Overlap(ref MemoryMarshal.GetReference(first), first.Length, ref MemoryMarshal.GetReference(second), second.Length))
            ThrowBothWritten(secondName, firstName);
    }

    /// <summary>Throws if the read memory overlaps a block that is written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Apart(ReadOnlySpan<float> read, ParameterBlock written, [CallerArgumentExpression(nameof(read))] string readName = "", [CallerArgumentExpression(nameof(written))] string writtenName = "")
    {
        if (written.Overlaps(read))
            ThrowOverlap(readName, writtenName);
    }

    /// <summary>Whether two ranges share a byte: whether the second starts less than its own length before the first, or less than the first's after it. One unsigned comparison, cheap enough for a sample's forward pass of a few nanoseconds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Overlap(ref float first, int firstLength, ref float second, int secondLength)
    {
        nuint before = sizeof(float) * (nuint)(uint)secondLength - 1;
        return (nuint)Unsafe.ByteOffset(ref first, ref second) + before < sizeof(float) * (nuint)(uint)firstLength + before;
    }

    // They contain only a throw, so that the JIT knows that they don't return: no register has to be saved for them.
    [DoesNotReturn]
    private static void ThrowOverlap(string name, string other) => throw OverlapFault(name, other);

    [DoesNotReturn]
    private static void ThrowBothWritten(string name, string other) => throw BothWrittenFault(name, other);

    [DoesNotReturn]
    private static void ThrowOwner<TKernels>(Workspace? workspace) where TKernels : struct, IKernels => throw OwnerFault(workspace, TKernels.Layout.Network);

    [DoesNotReturn]
    private static void ThrowBackward(Workspace workspace, int samples) => throw BackwardFault(workspace.Held(Workspace.ForwardPass), samples);

    [DoesNotReturn]
    private static void ThrowInference() => throw InferenceFault();

    [DoesNotReturn]
    private static void ThrowBatch<TKernels>(int inputs, int others, string othersName, Workspace workspace) where TKernels : struct, IKernels =>
        throw BatchFault(TKernels.Layout.Network, TKernels.InputLength, TKernels.OutputLength, inputs, others, othersName, workspace.BatchCapacity);

    [DoesNotReturn]
    private static void ThrowSample<TKernels>(int input, int output) where TKernels : struct, IKernels =>
        throw SampleFault(TKernels.Layout.Network, TKernels.InputLength, TKernels.OutputLength, input, output);

    private static ArgumentException OverlapFault(string name, string other) =>
        new($"{name} overlaps {other}, and one is read while the other is written: give {name} memory of its own.", name);

    private static ArgumentException BothWrittenFault(string name, string other) =>
        new($"{name} overlaps {other}, and both are written: give {name} memory of its own.", name);

    private static ArgumentException OwnerFault(Workspace? workspace, string network) => workspace is null
        ? new ArgumentNullException(nameof(workspace))
        : new ArgumentException($"The workspace belongs to {workspace.Layout.Network} and was not made by {network}.CreateWorkspace, as it must be.", nameof(workspace));

    private static InvalidOperationException BackwardFault(int held, int samples) =>
        new($"Backward follows ForwardTraining with the same inputs: the workspace holds a forward pass of {held} samples, and this is a batch of {samples}.");

    private static ArgumentException InferenceFault() =>
        new("The workspace was made for inference: CreateWorkspace(batchCapacity, training: true) makes one with gradients.", "workspace");

    private static ArgumentException BatchFault(string network, int inputLength, int outputLength, int inputs, int others, string othersName, int capacity)
    {
        (int samples, int rest) = Math.DivRem(inputs, inputLength);
        if (rest != 0 || samples == 0)
            return new($"inputs has {inputs} elements; {network} takes batches of one or more samples of {inputLength}.", nameof(inputs));
        if (others != (long)samples * outputLength)
            return new($"{othersName} has {others} elements; {samples} samples × {outputLength} of {network} are {(long)samples * outputLength}.", othersName);
        return new($"The batch has {samples} samples; the workspace has room for {capacity}.", "workspace");
    }

    private static ArgumentException SampleFault(string network, int inputLength, int outputLength, int input, int output) => input != inputLength
        ? new($"input has {input} elements; a sample of {network} has {inputLength}.", nameof(input))
        : new($"output has {output} elements; {network} gives {outputLength}.", nameof(output));
}
