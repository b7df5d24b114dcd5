using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>The entry points of a network's kernels: they check every length once, then cut batches into shards and blocks.</summary>
/// <remarks>For emitted code alone. Optimised from the first call: unoptimised, the checks of a tiny network take several times as long as its kernels.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class Batches
{
    /// <summary>Buffers for batches up to a capacity.</summary>
    public static Workspace CreateWorkspace<TKernels>(int batchCapacity, bool training) where TKernels : struct, IKernels =>
        new(TKernels.Layout, typeof(TKernels), batchCapacity, training, TKernels.BlockScratch, null, TKernels.GivesInputGradients ? TKernels.InputLength : 0, TKernels.GatheredSample);

    /// <summary>One sample, its intermediate results on the stack.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> input, Span<float> output)
        where TKernels : struct, IKernels
    {
        BatchChecks.Sample<TKernels>(input, output);
        Scratch.Forward<TKernels>(ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(output), ref parameters.First);
    }

    /// <summary>One sample, its intermediate results in a workspace.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> input, Span<float> output, Workspace workspace)
        where TKernels : struct, IKernels
    {
        BatchChecks.Sample<TKernels>(input, output);
        BatchChecks.Owner<TKernels>(workspace);
        long pass = workspace.Begin();
        TKernels.Forward(ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(output), ref parameters.First, ref workspace.Scratch());
        workspace.End(pass);
    }

    /// <summary>A batch forward.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ForwardBatch<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, Span<float> outputs, Workspace workspace)
        where TKernels : struct, IKernels
    {
        int samples = BatchChecks.Batch<TKernels>(inputs, outputs, workspace);
        BatchChecks.Apart(inputs, outputs);
        long pass = workspace.Begin();
        for (int start = 0; start < samples; start += Shards.BlockRows)
        {
            int rows = Math.Min(Shards.BlockRows, samples - start);
            TKernels.ForwardBlock(
                ref Row(inputs, start, TKernels.InputLength), ref Row(outputs, start, TKernels.OutputLength),
                ref parameters.First, ref workspace.Scratch(), rows);
        }
        workspace.End(pass);
    }

    /// <summary>Mean loss and mean gradients of a batch, shard by shard.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float ComputeGradients<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace)
        where TKernels : struct, ITrainingKernels
    {
        int samples = BatchChecks.GradientBatch<TKernels>(inputs, targets, workspace);
        if (Selects(parameters, workspace))
            return ComputeSelected<TKernels>(parameters, inputs, targets, workspace, samples);
        workspace.Step++;
        return GradientBlocks.OfBatch<TKernels, WholeGradients>(parameters, inputs, targets, workspace, samples, step: 0, default);
    }

    /// <summary>Whether layers are frozen or samples have weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Selects(ParameterBlock parameters, Workspace workspace) => parameters.Frozen is not null | workspace.WeighsSamples;

    /// <summary>Loss and gradients where layers are frozen or samples have weights.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float ComputeSelected<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int samples)
        where TKernels : struct, ITrainingKernels
    {
        SelectedGradients options = workspace.Select(parameters.Frozen, samples);
        workspace.Step++;
        float loss = GradientBlocks.OfBatch<TKernels, SelectedGradients>(parameters, inputs, targets, workspace, samples, step: 0, options);
        workspace.ClearFrozen(parameters);
        return loss;
    }

    /// <summary>A training step of plain gradient descent: the last block's gradients update the parameters directly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Descend<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, double learningRate)
        where TKernels : struct, ITrainingKernels
    {
        int samples = BatchChecks.GradientBatch<TKernels>(inputs, targets, workspace);
        BatchChecks.Apart(inputs, parameters);
        BatchChecks.Apart(targets, parameters);
        float step = Training.Sgd.StepOf(learningRate);
        if (Selects(parameters, workspace))
            return DescendSelected<TKernels>(parameters, inputs, targets, workspace, samples, step);
        workspace.Step++;
        // Only a shard of one block can be added to the others as it is stored.
        float atOnce = BatchBlocks.HasLongShards(samples) ? 0 : step;
        float loss = GradientBlocks.OfBatch<TKernels, WholeGradients>(parameters, inputs, targets, workspace, samples, atOnce, default);
        if (atOnce == 0 && float.IsFinite(loss))
            Training.Sgd.Descend(parameters, workspace.Gradients, step);
        return loss;
    }

    /// <summary>A training step where layers are frozen or samples have weights.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float DescendSelected<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int samples, float step)
        where TKernels : struct, ITrainingKernels
    {
        float loss = ComputeSelected<TKernels>(parameters, inputs, targets, workspace, samples);
        if (float.IsFinite(loss))
            Training.Sgd.Descend(parameters, workspace.Gradients, step);
        return loss;
    }

    /// <summary>One shard's share of a batch's mean loss and mean gradients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double ComputeShardGradients<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int batchSize)
        where TKernels : struct, ITrainingKernels
    {
        int samples = BatchChecks.GradientBatch<TKernels>(inputs, targets, workspace);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, samples);
        if (!Selects(parameters, workspace))
            return GradientBlocks.OfShard<TKernels, WholeGradients>(parameters, inputs, targets, workspace, samples, batchSize, default);
        double loss = GradientBlocks.OfShard<TKernels, SelectedGradients>(parameters, inputs, targets, workspace, samples, batchSize, workspace.Select(parameters.Frozen, samples));
        workspace.ClearFrozen(parameters);
        return loss;
    }

    /// <summary>Outputs and mean loss of a batch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float ComputeLoss<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> outputs, Workspace workspace)
        where TKernels : struct, ILossKernels
    {
        int samples = BatchChecks.TrainingBatch<TKernels>(inputs, targets, workspace);
        BatchChecks.Batch<TKernels>(inputs, outputs, workspace);
        BatchChecks.Apart(inputs, outputs);
        BatchChecks.Apart(targets, outputs);
        long pass = workspace.Begin();
        LossSum loss = new((double)samples * TKernels.LossTerms);
        // The same blocks in the same order as ComputeGradients, so that the loss has the same bits.
        foreach (Block block in new BatchBlocks(samples, Shards.Count(samples)))
            loss.Add(
                TKernels.ComputeLoss(
                    ref Row(inputs, block.Start, TKernels.InputLength), ref Row(targets, block.Start, TKernels.OutputLength),
                    ref Row(outputs, block.Start, TKernels.OutputLength), ref parameters.First, ref workspace.Scratch(), block.Rows),
                block);
        workspace.End(pass);
        return (float)loss.Total;
    }

    /// <summary>A batch forward, every block's results kept for <see cref="Backward"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ForwardTraining<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, Span<float> outputs, Workspace workspace)
        where TKernels : struct, ITrainingKernels
    {
        int samples = BatchChecks.TrainingBatch<TKernels>(inputs, outputs, workspace);
        BatchChecks.Apart(inputs, outputs);
        long pass = workspace.Begin();
        workspace.Step++;
        foreach (Block block in new BatchBlocks(samples, shards: 1))
            TKernels.ForwardTraining(
                ref Row(inputs, block.Start, TKernels.InputLength), ref Row(outputs, block.Start, TKernels.OutputLength),
                ref parameters.First, ref workspace.Scratch(block.Number), block.Rows);
        workspace.End(pass);
        workspace.Hold(Workspace.ForwardPass, samples);
    }

    /// <summary>The gradients of a loss that the caller computes, block by block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradients, Workspace workspace)
        where TKernels : struct, ITrainingKernels
    {
        int samples = BatchChecks.BackwardBatch<TKernels>(inputs, outputGradients, workspace);
        if (parameters.Frozen is not { } frozen)
        {
            GradientBlocks.Backward<TKernels, WholeGradients>(parameters, inputs, outputGradients, workspace, samples, default);
            return;
        }
        GradientBlocks.Backward<TKernels, SelectedGradients>(parameters, inputs, outputGradients, workspace, samples, new(frozen, weights: null));
        workspace.ClearFrozen(parameters);
    }

    /// <summary><see cref="Backward"/> and the gradients of the inputs.</summary>
    public static void BackwardToInputs<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradients, Span<float> inputGradients, Workspace workspace)
        where TKernels : struct, ITrainingKernels
    {
        BatchChecks.InputGradients(inputs, inputGradients);
        Backward<TKernels>(parameters, inputs, outputGradients, workspace);
        workspace.InputGradients.CopyTo(inputGradients);
    }

    internal static ref float Row(ReadOnlySpan<float> samples, int row, int length) => ref MemoryMarshal.GetReference(samples.Slice(row * length, length));
}
