using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The entry points to the training of networks whose samples depend on their batch: they run every block through a part, then combine what the next part needs of the whole batch.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class BatchTraining
{
    /// <summary>Buffers for batches up to a capacity.</summary>
    public static Workspace CreateWorkspace<TKernels>(int batchCapacity, bool training) where TKernels : struct, IBatchKernels =>
        new(TKernels.Layout, typeof(TKernels), batchCapacity, training, TKernels.BlockScratch, TKernels.BatchNorms);

    /// <summary>The fewest samples of a batch that leave every channel of every batch normalisation two values, whose variance there is.</summary>
    public static int MinimumBatchSize<TKernels>() where TKernels : struct, IBatchKernels => ShardChecks.Single(TKernels.BatchNorms) is null ? 1 : 2;

    /// <summary>Mean loss and mean gradients of a batch; running averages move once.</summary>
    public static float ComputeGradients<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace)
        where TKernels : struct, IBatchKernels
    {
        int samples = BatchChecks.GradientBatch<TKernels>(inputs, targets, workspace);
        ShardChecks.Variance<TKernels>(samples, nameof(inputs));
        long pass = workspace.Begin();
        BatchState batch = Begin(workspace, 0, samples, samples);
        workspace.Step++;
        double loss = 0;
        for (int part = 0; part < PartsOf<TKernels>(); part++)
        {
            loss += Part<TKernels>(part, parameters, inputs, targets, workspace, Shards.Count(samples), samples);
            Combine<TKernels>(part, [batch]);
        }
        AddShards(workspace, Shards.Count(samples), samples);
        workspace.End(pass);
        if (double.IsFinite(loss))
            batch.UpdateRunning(parameters);
        return (float)loss;
    }

    /// <summary>A step of plain gradient descent.</summary>
    public static float Descend<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, double learningRate)
        where TKernels : struct, IBatchKernels
    {
        BatchChecks.GradientBatch<TKernels>(inputs, targets, workspace);
        BatchChecks.Apart(inputs, parameters);
        BatchChecks.Apart(targets, parameters);
        float step = Training.Sgd.StepOf(learningRate);
        float loss = ComputeGradients<TKernels>(parameters, inputs, targets, workspace);
        if (float.IsFinite(loss))
            Training.Sgd.Descend(parameters, workspace.Gradients, step);
        return loss;
    }

    /// <summary>Parts of a gradient pass, between which sums over the whole batch are combined: forward to each batch normalisation, to the loss and back to the last one, back to each before.</summary>
    public static int PartsOf<TKernels>() where TKernels : struct, IBatchKernels => 2 * TKernels.BatchNorms.Length + 1;

    /// <summary>One shard's share of the mean loss in a part, and of the mean gradients after the last.</summary>
    public static double ComputeShardPart<TKernels>(int part, ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int batchSize)
        where TKernels : struct, IBatchKernels
    {
        int samples = BatchChecks.GradientBatch<TKernels>(inputs, targets, workspace);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, samples);
        ShardChecks.Part(part, PartsOf<TKernels>());
        if (part > 0)
            ShardChecks.Follows(part, workspace, samples, batchSize);
        else
            ShardChecks.Variance<TKernels>(batchSize, nameof(batchSize));
        long pass = workspace.Begin();
        if (part == 0)
            Begin(workspace, workspace.FirstSample, samples, batchSize);
        double loss = Part<TKernels>(part, parameters, inputs, targets, workspace, 1, batchSize);
        workspace.End(pass);
        workspace.Hold(part, samples);
        return loss;
    }

    /// <summary>One shard's share of a batch, where no batch normalisation needs the others.</summary>
    public static double ComputeShardGradients<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int batchSize)
        where TKernels : struct, IBatchKernels =>
        TKernels.BatchNorms.Length == 0
            ? ComputeShardPart<TKernels>(0, parameters, inputs, targets, workspace, batchSize)
            : throw new NotSupportedException($"{TKernels.Layout.Network} normalises over the whole batch, so its shards can't be computed one by one: ComputeShardPart and CombineShards take them part by part.");

    /// <summary>Combines what the shards of a batch left in a part; after the last, running averages move.</summary>
    public static void CombineShards<TKernels>(int part, ParameterBlock parameters, ReadOnlySpan<Workspace> shards) where TKernels : struct, IBatchKernels
    {
        ShardChecks.Part(part, PartsOf<TKernels>());
        ShardChecks.Complete<TKernels>(part, shards);
        var states = new BatchStates();
        for (int i = 0; i < shards.Length; i++)
        {
            states[i] = shards[i].Batch!;
            states[i].Combined = part + 1;
        }
        Combine<TKernels>(part, ((ReadOnlySpan<BatchState>)states)[..shards.Length]);
        if (part == PartsOf<TKernels>() - 1)
            shards[0].Batch!.UpdateRunning(parameters);
    }

    /// <summary>A batch forward as in training, kept for <see cref="Backward"/>; running averages move once.</summary>
    public static void ForwardTraining<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, Span<float> outputs, Workspace workspace)
        where TKernels : struct, IBatchKernels
    {
        int samples = BatchChecks.TrainingBatch<TKernels>(inputs, outputs, workspace);
        BatchChecks.Apart(inputs, outputs);
        ShardChecks.Variance<TKernels>(samples, nameof(inputs));
        long pass = workspace.Begin();
        BatchState batch = Begin(workspace, 0, samples, samples);
        workspace.Step++;
        for (int part = 0; part <= TKernels.BatchNorms.Length; part++)
        {
            for (int block = 0; block < Shards.Blocks(samples); block++)
            {
                (int start, int rows) = Shards.Part(block, Shards.Blocks(samples), samples);
                batch.EnterBlock(start);
                TKernels.ForwardPart(part, ref Batches.Row(inputs, start, TKernels.InputLength), ref parameters.First, ref workspace.Scratch(block), batch, rows);
                if (part == TKernels.BatchNorms.Length)
                    TKernels.EndInOutputs(ref Batches.Row(inputs, start, TKernels.InputLength), ref Batches.Row(outputs, start, TKernels.OutputLength), ref parameters.First, ref workspace.Scratch(block), batch, rows);
            }
            Combine<TKernels>(part, [batch]);
        }
        workspace.End(pass);
        batch.UpdateRunning(parameters);
        workspace.Hold(Workspace.ForwardPass, samples);
    }

    /// <summary>Gradients of a loss of the caller's own.</summary>
    public static void Backward<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradients, Workspace workspace)
        where TKernels : struct, IBatchKernels
    {
        int samples = BatchChecks.BackwardBatch<TKernels>(inputs, outputGradients, workspace);
        long pass = workspace.Begin();
        BatchState batch = workspace.Batch!;
        for (int part = 0; part <= TKernels.BatchNorms.Length; part++)
        {
            for (int block = 0; block < Shards.Blocks(samples); block++)
            {
                (int start, int rows) = Shards.Part(block, Shards.Blocks(samples), samples);
                batch.EnterBlock(start);
                if (part == 0)
                    TKernels.BeginFromOutputs(ref Batches.Row(outputGradients, start, TKernels.OutputLength), ref workspace.Scratch(block), rows);
                TKernels.BackwardPart(part, ref Batches.Row(inputs, start, TKernels.InputLength), ref parameters.First, ref workspace.Gradients.First, ref workspace.Scratch(block), batch, rows, accumulate: block > 0);
            }
            Combine<TKernels>(TKernels.BatchNorms.Length + part, [batch]);
        }
        workspace.End(pass);
    }

    private static BatchState Begin(Workspace workspace, int firstSample, int samples, int batchSize)
    {
        BatchState batch = workspace.Batch!;
        batch.Begin(workspace.Seed, workspace.Step, firstSample, samples, batchSize);
        return batch;
    }

    /// <summary>One part of some shards that lie in one workspace.</summary>
    private static double Part<TKernels>(int part, ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int shards, int batchSize)
        where TKernels : struct, IBatchKernels
    {
        int samples = inputs.Length / TKernels.InputLength, norms = TKernels.BatchNorms.Length, index = 0;
        double terms = (double)batchSize * TKernels.LossTerms, loss = 0;
        BatchState batch = workspace.Batch!;
        for (int shard = 0; shard < shards; shard++)
        {
            (int shardStart, int length) = Shards.Part(shard, shards, samples);
            int blocks = Shards.Blocks(length);
            double sum = 0;
            for (int block = 0; block < blocks; block++, index++)
            {
                (int offset, int rows) = Shards.Part(block, blocks, length);
                int start = shardStart + offset;
                ref float x = ref Batches.Row(inputs, start, TKernels.InputLength);
                ref float scratch = ref workspace.Scratch(index);
                batch.EnterBlock(start);
                if (part <= norms)
                    TKernels.ForwardPart(part, ref x, ref parameters.First, ref scratch, batch, rows);
                if (part == norms)
                    sum += TKernels.EndInLoss(ref Batches.Row(targets, start, TKernels.OutputLength), ref scratch, rows, (float)(1 / terms));
                if (part < norms)
                    continue;
                ParameterBlock gradients = workspace.GradientsOf(shard, shards, samples);
                bool isOwn = shard == 0 || !ReferenceEquals(gradients, workspace.Gradients);
                TKernels.BackwardPart(part - norms, ref x, ref parameters.First, ref gradients.First, ref scratch, batch, rows, accumulate: block > 0 || !isOwn);
            }
            loss += sum / terms;
        }
        return loss;
    }

    /// <summary>Adds the gradients of shards that were summed apart.</summary>
    private static void AddShards(Workspace workspace, int shards, int samples)
    {
        for (int shard = 1; shard < shards; shard++)
            if (workspace.GradientsOf(shard, shards, samples) is var gradients && !ReferenceEquals(gradients, workspace.Gradients))
                Training.Elementwise.Apply(new Training.Addition(workspace.Gradients, gradients), 0, gradients.Layout.Length);
    }

    private static void Combine<TKernels>(int part, ReadOnlySpan<BatchState> shards) where TKernels : struct, IBatchKernels
    {
        int norms = TKernels.BatchNorms.Length;
        if (part < norms)
            BatchState.CombineForward(part, shards);
        else if (part < 2 * norms)
            BatchState.CombineBackward(2 * norms - 1 - part, shards);
    }

    [InlineArray(Shards.Maximum)]
    private struct BatchStates
    {
        private BatchState _first;
    }
}
