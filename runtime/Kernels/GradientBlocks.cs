using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>The gradient passes of a network whose samples are independent of each other, block by block, compiled once for each of the options.</summary>
internal static class GradientBlocks
{
    /// <summary>Loss and gradients of a batch, or its training step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float OfBatch<TKernels, TOptions>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int samples, float step, TOptions options)
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

    /// <summary>One shard's share of the mean loss and of the mean gradients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double OfShard<TKernels, TOptions>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int samples, int batchSize, TOptions options)
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

    /// <summary>The gradients of a loss that the caller computes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<TKernels, TOptions>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradients, Workspace workspace, int samples, TOptions options)
        where TKernels : struct, ITrainingKernels
        where TOptions : struct, IGradientOptions<TOptions>
    {
        long pass = workspace.Begin();
        foreach (Block block in new BatchBlocks(samples, shards: 1))
        {
            TKernels.Backward(
                ref Batches.Row(inputs, block.Start, TKernels.InputLength), ref Batches.Row(outputGradients, block.Start, TKernels.OutputLength),
                ref parameters.First, ref workspace.Gradients.First, ref workspace.Scratch(block.Number), block.Rows, block.Accumulates, ref options);
            if (TKernels.GivesInputGradients)
                TKernels.CopyInputGradients(ref workspace.InputGradientsOf<TKernels>(block.Start, block.Rows), ref workspace.Scratch(block.Number), block.Rows);
        }
        workspace.End(pass);
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
                    ref Batches.Row(inputs, block.Start, TKernels.InputLength), ref Batches.Row(targets, block.Start, TKernels.OutputLength),
                    ref parameters.First, ref workspace.GradientsOf(block).First, ref workspace.Scratch(), block.Rows, scale, isLast ? step : 0, block.Accumulates, ref ofBlock),
                block);
            if (TKernels.GivesInputGradients)
                TKernels.CopyInputGradients(ref workspace.InputGradientsOf<TKernels>(block.Start, block.Rows), ref workspace.Scratch(), block.Rows);
            if (block.CompletesShard)
                workspace.AddShard(block.Shard);
        }
        return loss.Total;
    }
}
