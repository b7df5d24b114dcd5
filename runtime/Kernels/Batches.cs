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
        return ShardByShard<TKernels, WholeGradients>(parameters, inputs, targets, workspace, samples, step: 0, default);
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
        float loss = ShardByShard<TKernels, SelectedGradients>(parameters, inputs, targets, workspace, samples, step: 0, options);
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
        float loss = ShardByShard<TKernels, WholeGradients>(parameters, inputs, targets, workspace, samples, atOnce, default);
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

    /// <summary>Loss and gradients of a batch, or its training step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float ShardByShard<TKernels, TOptions>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int samples, float step, TOptions options)
        where TKernels : struct, ITrainingKernels
        where TOptions : struct, IGradientOptions<TOptions>
    {
        long pass = workspace.Begin();
        // Without the check at its end, which would take 1 ns of 35 in a step of a tiny network on one sample.
        if (samples <= Shards.BlockRows)
            return (float)OneBlock<TKernels, TOptions>(parameters, inputs, targets, workspace, samples, samples, step, options);
        double loss = SumOfBlocks<TKernels, TOptions>(parameters, inputs, targets, workspace, samples, Shards.Count(samples), samples, step, options);
        workspace.End(pass);
        return (float)loss;
    }

    /// <summary>One shard's share of a batch's mean loss and mean gradients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double ComputeShardGradients<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int batchSize)
        where TKernels : struct, ITrainingKernels
    {
        int samples = BatchChecks.GradientBatch<TKernels>(inputs, targets, workspace);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, samples);
        if (!Selects(parameters, workspace))
            return OneShard<TKernels, WholeGradients>(parameters, inputs, targets, workspace, samples, batchSize, default);
        double loss = OneShard<TKernels, SelectedGradients>(parameters, inputs, targets, workspace, samples, batchSize, workspace.Select(parameters.Frozen, samples));
        workspace.ClearFrozen(parameters);
        return loss;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double OneShard<TKernels, TOptions>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int samples, int batchSize, TOptions options)
        where TKernels : struct, ITrainingKernels
        where TOptions : struct, IGradientOptions<TOptions>
    {
        long pass = workspace.Begin();
        double loss = samples <= Shards.BlockRows
            ? OneBlock<TKernels, TOptions>(parameters, inputs, targets, workspace, samples, batchSize, step: 0, options)
            : SumOfBlocks<TKernels, TOptions>(parameters, inputs, targets, workspace, samples, shards: 1, batchSize, step: 0, options);
        workspace.End(pass);
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
            BackwardByBlocks<TKernels, WholeGradients>(parameters, inputs, outputGradients, workspace, samples, default);
            return;
        }
        BackwardByBlocks<TKernels, SelectedGradients>(parameters, inputs, outputGradients, workspace, samples, new(frozen, weights: null));
        workspace.ClearFrozen(parameters);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BackwardByBlocks<TKernels, TOptions>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradients, Workspace workspace, int samples, TOptions options)
        where TKernels : struct, ITrainingKernels
        where TOptions : struct, IGradientOptions<TOptions>
    {
        long pass = workspace.Begin();
        foreach (Block block in new BatchBlocks(samples, shards: 1))
        {
            TKernels.Backward(
                ref Row(inputs, block.Start, TKernels.InputLength), ref Row(outputGradients, block.Start, TKernels.OutputLength),
                ref parameters.First, ref workspace.Gradients.First, ref workspace.Scratch(block.Number), block.Rows, block.Accumulates, ref options);
            if (TKernels.GivesInputGradients)
                TKernels.CopyInputGradients(ref workspace.InputGradientsOf<TKernels>(block.Start, block.Rows), ref workspace.Scratch(block.Number), block.Rows);
        }
        workspace.End(pass);
    }

    /// <summary><see cref="Backward"/> and the gradients of the inputs.</summary>
    public static void BackwardToInputs<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradients, Span<float> inputGradients, Workspace workspace)
        where TKernels : struct, ITrainingKernels
    {
        BatchChecks.InputGradients(inputs, inputGradients);
        Backward<TKernels>(parameters, inputs, outputGradients, workspace);
        workspace.InputGradients.CopyTo(inputGradients);
    }

    /// <summary>A batch of one block, without the loop over blocks, which takes longer than a tiny network's kernels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double OneBlock<TKernels, TOptions>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int samples, int batchSize, float step, TOptions options)
        where TKernels : struct, ITrainingKernels
        where TOptions : struct, IGradientOptions<TOptions>
    {
        double terms = (double)batchSize * TKernels.LossTerms;
        double losses = TKernels.ComputeGradients(
            ref MemoryMarshal.GetReference(inputs), ref MemoryMarshal.GetReference(targets),
            ref parameters.First, ref workspace.Gradients.First, ref workspace.Scratch(), samples, (float)(1 / terms), step, accumulate: false, ref options);
        if (TKernels.GivesInputGradients)
            TKernels.CopyInputGradients(ref workspace.InputGradientsOf<TKernels>(0, samples), ref workspace.Scratch(), samples);
        return losses / terms;
    }

    /// <summary>The share of the mean loss, and of the mean gradients, of all samples of a batch or of one shard's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfBlocks<TKernels, TOptions>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int samples, int shards, int batchSize, float step, TOptions options)
        where TKernels : struct, ITrainingKernels
        where TOptions : struct, IGradientOptions<TOptions>
    {
        double terms = (double)batchSize * TKernels.LossTerms;
        float scale = (float)(1 / terms);
        LossSum loss = new(terms);
        foreach (Block block in new BatchBlocks(samples, shards))
        {
            bool isLast = block.Start + block.Rows == samples;
            TOptions ofBlock = options.From(block.Start);
            // Parameters must not be updated with the gradients of earlier blocks if the loss is not finite.
            if (step != 0 && isLast && !double.IsFinite(loss.Total))
                return loss.Total;
            loss.Add(
                TKernels.ComputeGradients(
                    ref Row(inputs, block.Start, TKernels.InputLength), ref Row(targets, block.Start, TKernels.OutputLength),
                    ref parameters.First, ref workspace.GradientsOf(block).First, ref workspace.Scratch(), block.Rows, scale, isLast ? step : 0, block.Accumulates, ref ofBlock),
                block);
            if (TKernels.GivesInputGradients)
                TKernels.CopyInputGradients(ref workspace.InputGradientsOf<TKernels>(block.Start, block.Rows), ref workspace.Scratch(), block.Rows);
            if (block.CompletesShard)
                workspace.AddShard(block.Shard);
        }
        return loss.Total;
    }

    internal static ref float Row(ReadOnlySpan<float> samples, int row, int length) => ref MemoryMarshal.GetReference(samples.Slice(row * length, length));
}
