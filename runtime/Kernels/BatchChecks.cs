using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>What is checked at the door. The checks are inlined, so that they are optimised from the first call; what is thrown stands apart, lest it keep them from it.</summary>
internal static class BatchChecks
{
    /// <summary>Throws unless a sample and its output have the right lengths.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Sample<TKernels>(int input, int output) where TKernels : struct, IKernels
    {
        if (input != TKernels.InputLength || output != TKernels.OutputLength)
            ThrowSample<TKernels>(input, output);
    }

    /// <summary>The samples of a batch for training; throws unless everything fits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int TrainingBatch<TKernels>(ParameterBlock parameters, int inputs, int targets, string targetsName, Workspace workspace)
        where TKernels : struct, IKernels
    {
        int samples = Batch<TKernels>(parameters, inputs, targets, targetsName, workspace);
        if (!workspace.IsTraining)
            ThrowInference();
        workspace.PendingSamples = 0;
        return samples;
    }

    /// <summary>The samples of a batch; throws unless everything fits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Batch<TKernels>(ParameterBlock parameters, int inputs, int others, string othersName, Workspace workspace)
        where TKernels : struct, IKernels
    {
        Owner(parameters, workspace);
        (int samples, int rest) = Math.DivRem(inputs, TKernels.InputLength);
        if (rest != 0 || samples == 0 || others != (long)samples * TKernels.OutputLength || samples > workspace.BatchCapacity)
            ThrowBatch<TKernels>(inputs, others, othersName, workspace);
        return samples;
    }

    /// <summary>Throws unless the workspace is the network's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Owner(ParameterBlock parameters, Workspace workspace)
    {
        if (workspace is null || !ReferenceEquals(workspace.Layout, parameters.Layout))
            ThrowOwner(parameters, workspace);
    }

    [DoesNotReturn]
    private static void ThrowOwner(ParameterBlock parameters, Workspace? workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        throw new ArgumentException($"The workspace belongs to {workspace.Layout.Network}, not to {parameters.Layout.Network}.", nameof(workspace));
    }

    [DoesNotReturn]
    private static void ThrowInference() =>
        throw new ArgumentException("The workspace was made for inference: CreateWorkspace(batchCapacity, training: true) makes one with gradients.", "workspace");

    [DoesNotReturn]
    private static void ThrowBatch<TKernels>(int inputs, int others, string othersName, Workspace workspace) where TKernels : struct, IKernels
    {
        (int samples, int rest) = Math.DivRem(inputs, TKernels.InputLength);
        if (rest != 0 || samples == 0)
            throw new ArgumentException($"inputs has {inputs} numbers; {TKernels.Layout.Network} takes batches of one or more samples of {TKernels.InputLength}.", nameof(inputs));
        if (others != (long)samples * TKernels.OutputLength)
            throw new ArgumentException($"{othersName} has {others} numbers; {samples} samples × {TKernels.OutputLength} of {TKernels.Layout.Network} are {(long)samples * TKernels.OutputLength}.", othersName);
        throw new ArgumentException($"The batch has {samples} samples; the workspace has room for {workspace.BatchCapacity}.", nameof(workspace));
    }

    [DoesNotReturn]
    private static void ThrowSample<TKernels>(int input, int output) where TKernels : struct, IKernels
    {
        if (input != TKernels.InputLength)
            throw new ArgumentException($"input has {input} numbers; a sample of {TKernels.Layout.Network} has {TKernels.InputLength}.", nameof(input));
        throw new ArgumentException($"output has {output} numbers; {TKernels.Layout.Network} gives {TKernels.OutputLength}.", nameof(output));
    }
}
