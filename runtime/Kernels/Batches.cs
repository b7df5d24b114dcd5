using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>The entry points of a network's kernels: they check every length once, then cut batches into shards and blocks.</summary>
/// <remarks>For emitted code alone. Optimised from the first call: unoptimised, the checks of a tiny network cost several times what follows them.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class Batches
{
    /// <summary>Buffers for batches up to a capacity.</summary>
    public static Workspace CreateWorkspace<TKernels>(int batchCapacity, bool training) where TKernels : struct, IKernels =>
        new(TKernels.Layout, typeof(TKernels), batchCapacity, training, TKernels.BlockScratch, null);

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
        workspace.Step++;
        return ShardByShard<TKernels>(parameters, inputs, targets, workspace, samples, step: 0);
    }

    /// <summary>A step of plain gradient descent: the last block's gradients go straight into the parameters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Descend<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, double learningRate)
        where TKernels : struct, ITrainingKernels
    {
        int samples = BatchChecks.GradientBatch<TKernels>(inputs, targets, workspace);
        BatchChecks.Apart(inputs, parameters);
        BatchChecks.Apart(targets, parameters);
        float step = Training.Sgd.StepOf(learningRate);
        workspace.Step++;
        if (step != 0 && Shards.Blocks(samples) <= Shards.Maximum)
            return ShardByShard<TKernels>(parameters, inputs, targets, workspace, samples, step);
        float loss = ShardByShard<TKernels>(parameters, inputs, targets, workspace, samples, step: 0);
        if (float.IsFinite(loss))
            Training.Sgd.Descend(parameters, workspace.Gradients, step);
        return loss;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float ShardByShard<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int samples, float step)
        where TKernels : struct, ITrainingKernels
    {
        long pass = workspace.Begin();
        double loss = samples <= Shards.BlockRows
            ? Shard<TKernels>(parameters, inputs, targets, workspace, samples, samples, step, first: true)
            : SumOfShards<TKernels>(parameters, inputs, targets, workspace, samples, step);
        workspace.End(pass);
        return (float)loss;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfShards<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int samples, float step)
        where TKernels : struct, ITrainingKernels
    {
        double loss = 0;
        int shards = Shards.Count(samples);
        for (int shard = 0; shard < shards; shard++)
        {
            bool last = shard == shards - 1;
            // A step must not be taken on what earlier shards made of a loss that is not finite.
            if (step != 0 && last && !double.IsFinite(loss))
                return loss;
            (int start, int length) = Shards.Range(shard, samples);
            loss += Shard<TKernels>(parameters, Rows(inputs, start, length, TKernels.InputLength), Rows(targets, start, length, TKernels.OutputLength), workspace, length, samples, last ? step : 0, first: shard == 0);
        }
        return loss;
    }

    /// <summary>One shard's share of a batch's mean loss and mean gradients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double ComputeShardGradients<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int batchSize)
        where TKernels : struct, ITrainingKernels
    {
        int samples = BatchChecks.GradientBatch<TKernels>(inputs, targets, workspace);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, samples);
        long pass = workspace.Begin();
        double loss = Shard<TKernels>(parameters, inputs, targets, workspace, samples, batchSize, step: 0, first: true);
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
        double terms = (double)samples * TKernels.LossTerms, loss = 0;
        // The same blocks in the same order as ComputeGradients, so that the loss has the same bits.
        for (int shard = 0; shard < Shards.Count(samples); shard++)
        {
            (int start, int length) = Shards.Range(shard, samples);
            double sum = 0;
            int blocks = Shards.Blocks(length);
            for (int block = 0; block < blocks; block++)
            {
                (int offset, int rows) = Shards.Part(block, blocks, length);
                sum += TKernels.ComputeLoss(
                    ref Row(inputs, start + offset, TKernels.InputLength), ref Row(targets, start + offset, TKernels.OutputLength),
                    ref Row(outputs, start + offset, TKernels.OutputLength), ref parameters.First, ref workspace.Scratch(), rows);
            }
            loss += sum / terms;
        }
        workspace.End(pass);
        return (float)loss;
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
        int blocks = Shards.Blocks(samples);
        for (int block = 0; block < blocks; block++)
        {
            (int start, int rows) = Shards.Part(block, blocks, samples);
            TKernels.ForwardTraining(
                ref Row(inputs, start, TKernels.InputLength), ref Row(outputs, start, TKernels.OutputLength),
                ref parameters.First, ref workspace.Scratch(block), rows);
        }
        workspace.End(pass);
        workspace.Hold(Workspace.ForwardPass, samples);
    }

    /// <summary>Gradients of a loss of the caller's own, block by block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradients, Workspace workspace)
        where TKernels : struct, ITrainingKernels
    {
        int samples = BatchChecks.BackwardBatch<TKernels>(inputs, outputGradients, workspace);
        long pass = workspace.Begin();
        int blocks = Shards.Blocks(samples);
        for (int block = 0; block < blocks; block++)
        {
            (int start, int rows) = Shards.Part(block, blocks, samples);
            TKernels.Backward(
                ref Row(inputs, start, TKernels.InputLength), ref Row(outputGradients, start, TKernels.OutputLength),
                ref parameters.First, ref workspace.Gradients.First, ref workspace.Scratch(block), rows, accumulate: block > 0);
        }
        workspace.End(pass);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Shard<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int samples, int batchSize, float step, bool first)
        where TKernels : struct, ITrainingKernels
    {
        double terms = (double)batchSize * TKernels.LossTerms;
        if (samples <= Shards.BlockRows)
            return TKernels.ComputeGradients(
                ref MemoryMarshal.GetReference(inputs), ref MemoryMarshal.GetReference(targets),
                ref parameters.First, ref workspace.Gradients.First, ref workspace.Scratch(), samples, (float)(1 / terms), step, accumulate: !first) / terms;
        int blocks = Shards.Blocks(samples);
        // A shard of one block can be added as it is stored; one of several is summed apart first, as another thread would.
        bool apart = !first && blocks > 1;
        ParameterBlock gradients = apart ? workspace.ShardGradients! : workspace.Gradients;
        double sum = 0;
        for (int block = 0; block < blocks; block++)
        {
            (int start, int rows) = Shards.Part(block, blocks, samples);
            sum += TKernels.ComputeGradients(
                ref Row(inputs, start, TKernels.InputLength), ref Row(targets, start, TKernels.OutputLength),
                ref parameters.First, ref gradients.First, ref workspace.Scratch(), rows, (float)(1 / terms), step, accumulate: block > 0 || !(first || apart));
        }
        if (apart)
            Training.Elementwise.Apply(new Training.Addition(workspace.Gradients, gradients), 0, gradients.Layout.Length);
        return sum / terms;
    }

    internal static ref float Row(ReadOnlySpan<float> samples, int row, int length) => ref MemoryMarshal.GetReference(Rows(samples, row, 1, length));

    private static ReadOnlySpan<float> Rows(ReadOnlySpan<float> samples, int start, int count, int length) => samples.Slice(start * length, count * length);
}
