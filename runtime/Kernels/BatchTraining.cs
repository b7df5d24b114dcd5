using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The entry points to the training of networks in phases: they run all blocks through the phases that need no results of other blocks, then combine the sums that the next phases need.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class BatchTraining
{
    /// <summary>Buffers for batches up to a capacity.</summary>
    public static Workspace CreateWorkspace<TKernels>(int batchCapacity, bool training) where TKernels : struct, IBatchKernels =>
        new(TKernels.Layout, typeof(TKernels), batchCapacity, training, TKernels.BlockScratch, PhasesOf<TKernels>.Table.Norms, TKernels.GivesInputGradients ? TKernels.InputLength : 0, TKernels.GatheredSample);

    /// <summary>The fewest samples of a batch that give every channel of every batch normalisation two values, the fewest that have a variance.</summary>
    public static int MinimumBatchSize<TKernels>() where TKernels : struct, IBatchKernels => ShardChecks.Single(PhasesOf<TKernels>.Table.Norms) is null ? 1 : 2;

    /// <summary>Mean loss and mean gradients of a batch; running averages are updated once.</summary>
    public static float ComputeGradients<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace)
        where TKernels : struct, IBatchKernels
    {
        int samples = BatchChecks.GradientBatch<TKernels>(inputs, targets, workspace), shards = Shards.Count(samples);
        ShardChecks.Variance<TKernels>(samples, nameof(inputs));
        SelectedGradients options = workspace.Select(parameters.Frozen, samples);
        long pass = workspace.Begin();
        BatchState batch = Begin(workspace, 0, samples, samples);
        workspace.Step++;
        double loss = 0;
        for (int phase = 0; phase < PhasesOf<TKernels>.Table.Parts; phase++)
        {
            loss += Phase<TKernels>(phase, parameters, inputs, targets, workspace, shards, samples, options);
            Combine<TKernels>(phase, [batch]);
        }
        foreach (Block block in new BatchBlocks(samples, shards))
            if (block.CompletesShard)
                workspace.AddShard(block.Shard);
        workspace.ClearFrozen(parameters);
        CopyInputGradients<TKernels>(workspace, samples, shards);
        workspace.End(pass);
        if (double.IsFinite(loss))
            batch.UpdateRunning(parameters);
        return (float)loss;
    }

    /// <summary>A training step of plain gradient descent.</summary>
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

    /// <summary>Phases of a gradient pass, between which sums over the whole batch are combined: forward to each batch normalisation, to the loss and back to the last one, back to each before.</summary>
    public static int PhasesIn<TKernels>() where TKernels : struct, IBatchKernels => PhasesOf<TKernels>.Table.Parts;

    /// <summary>One shard's share of the mean loss in a phase, and of the mean gradients after the last.</summary>
    public static double ComputeShardPhase<TKernels>(int phase, ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int batchSize)
        where TKernels : struct, IBatchKernels
    {
        int samples = BatchChecks.GradientBatch<TKernels>(inputs, targets, workspace);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, samples);
        ShardChecks.Phase(phase, PhasesIn<TKernels>());
        if (phase > 0)
            ShardChecks.Follows(phase, workspace, samples, batchSize);
        else
            ShardChecks.Variance<TKernels>(batchSize, nameof(batchSize));
        SelectedGradients options = workspace.Select(parameters.Frozen, samples);
        long pass = workspace.Begin();
        if (phase == 0)
            Begin(workspace, workspace.FirstSample, samples, batchSize);
        double loss = Phase<TKernels>(phase, parameters, inputs, targets, workspace, 1, batchSize, options);
        if (phase == PhasesIn<TKernels>() - 1)
        {
            workspace.ClearFrozen(parameters);
            CopyInputGradients<TKernels>(workspace, samples, shards: 1);
        }
        workspace.End(pass);
        workspace.Hold(phase, samples);
        return loss;
    }

    /// <summary>One shard's share of a batch, if no batch normalisation needs the others.</summary>
    public static double ComputeShardGradients<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int batchSize)
        where TKernels : struct, IBatchKernels =>
        PhasesOf<TKernels>.Table.Parts == 1
            ? ComputeShardPhase<TKernels>(0, parameters, inputs, targets, workspace, batchSize)
            : throw new NotSupportedException($"{TKernels.Layout.Network} normalises over the whole batch, so its shards can't be computed one by one: ComputeShardPhase and CombineShards take them phase by phase.");

    /// <summary>Combines the results of a batch's shards in a phase; after the last, updates the running averages.</summary>
    public static void CombineShards<TKernels>(int phase, ParameterBlock parameters, ReadOnlySpan<Workspace> shards) where TKernels : struct, IBatchKernels
    {
        ShardChecks.Phase(phase, PhasesIn<TKernels>());
        ShardChecks.Complete<TKernels>(phase, shards);
        var states = new BatchStates();
        for (int i = 0; i < shards.Length; i++)
        {
            states[i] = shards[i].Batch!;
            states[i].Combined = phase + 1;
        }
        Combine<TKernels>(phase, ((ReadOnlySpan<BatchState>)states)[..shards.Length]);
        if (phase == PhasesIn<TKernels>() - 1)
            shards[0].Batch!.UpdateRunning(parameters);
    }

    /// <summary>A batch forward as in training, kept for <see cref="Backward"/>; running averages are updated once.</summary>
    public static void ForwardTraining<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, Span<float> outputs, Workspace workspace)
        where TKernels : struct, IBatchKernels
    {
        int samples = BatchChecks.TrainingBatch<TKernels>(inputs, outputs, workspace);
        BatchChecks.Apart(inputs, outputs);
        ShardChecks.Variance<TKernels>(samples, nameof(inputs));
        long pass = workspace.Begin();
        BatchState batch = Begin(workspace, 0, samples, samples);
        workspace.Step++;
        WholeGradients options = default;
        int loss = PhasesOf<TKernels>.Table.Loss;
        for (int first = 0, end; first < loss; first = end)
        {
            end = PhasesOf<TKernels>.Table.EndOfRun(first, loss);
            foreach (Block block in new BatchBlocks(samples, shards: 1))
            {
                ref float x = ref Batches.Row(inputs, block.Start, TKernels.InputLength);
                batch.EnterBlock(block.Start);
                PhasesOf<TKernels>.Run((first, end), ref x, ref Unsafe.NullRef<float>(), ref parameters.First, ref Unsafe.NullRef<float>(), ref workspace.Scratch(block.Number), batch, block.Rows, scale: 0, accumulate: false, ref options);
                if (end == loss)
                    TKernels.EndInOutputs(ref x, ref Batches.Row(outputs, block.Start, TKernels.OutputLength), ref parameters.First, ref workspace.Scratch(block.Number), batch, block.Rows);
            }
            PhasesOf<TKernels>.Table.Combine(end - 1, [batch]);
        }
        workspace.End(pass);
        batch.UpdateRunning(parameters);
        workspace.Hold(Workspace.ForwardPass, samples);
    }

    /// <summary>The gradients of a loss that the caller computes.</summary>
    public static void Backward<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradients, Workspace workspace)
        where TKernels : struct, IBatchKernels
    {
        int samples = BatchChecks.BackwardBatch<TKernels>(inputs, outputGradients, workspace);
        long pass = workspace.Begin();
        BatchState batch = workspace.Batch!;
        SelectedGradients options = new(parameters.Frozen, weights: null);
        int loss = PhasesOf<TKernels>.Table.Loss, last = PhasesOf<TKernels>.Table.Count;
        for (int first = loss + 1, end; first < last; first = end)
        {
            end = PhasesOf<TKernels>.Table.EndOfRun(first, last);
            foreach (Block block in new BatchBlocks(samples, shards: 1))
            {
                batch.EnterBlock(block.Start);
                if (first == loss + 1)
                    TKernels.BeginFromOutputs(ref Batches.Row(outputGradients, block.Start, TKernels.OutputLength), ref workspace.Scratch(block.Number), block.Rows);
                RunSelected<TKernels>((first, end), ref Batches.Row(inputs, block.Start, TKernels.InputLength), ref Unsafe.NullRef<float>(), ref parameters.First, ref workspace.Gradients.First, ref workspace.Scratch(block.Number), batch, block.Rows, scale: 0, block.Accumulates, options);
            }
            PhasesOf<TKernels>.Table.Combine(end - 1, [batch]);
        }
        workspace.ClearFrozen(parameters);
        CopyInputGradients<TKernels>(workspace, samples, shards: 1);
        workspace.End(pass);
    }

    /// <summary><see cref="Backward"/> and the gradients of the inputs.</summary>
    public static void BackwardToInputs<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradients, Span<float> inputGradients, Workspace workspace)
        where TKernels : struct, IBatchKernels
    {
        BatchChecks.InputGradients(inputs, inputGradients);
        Backward<TKernels>(parameters, inputs, outputGradients, workspace);
        workspace.InputGradients.CopyTo(inputGradients);
    }

    /// <summary>The gradients of all blocks' inputs, which the last phase has left in their scratch.</summary>
    private static void CopyInputGradients<TKernels>(Workspace workspace, int samples, int shards) where TKernels : struct, IBatchKernels
    {
        if (!TKernels.GivesInputGradients)
            return;
        foreach (Block block in new BatchBlocks(samples, shards))
            TKernels.CopyInputGradients(ref workspace.InputGradientsOf<TKernels>(block.Start, block.Rows), ref workspace.Scratch(block.Number), block.Rows);
    }

    private static BatchState Begin(Workspace workspace, int firstSample, int samples, int batchSize)
    {
        BatchState batch = workspace.Batch!;
        batch.Begin(workspace.Seed, workspace.Step, firstSample, samples, batchSize);
        return batch;
    }

    /// <summary>One phase of the shards in one workspace.</summary>
    private static double Phase<TKernels>(int phase, ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int shards, int batchSize, SelectedGradients options)
        where TKernels : struct, IBatchKernels
    {
        double terms = (double)batchSize * TKernels.LossTerms;
        LossSum loss = new(terms);
        BatchState batch = workspace.Batch!;
        foreach (Block block in new BatchBlocks(inputs.Length / TKernels.InputLength, shards))
        {
            batch.EnterBlock(block.Start);
            loss.Add(
                RunSelected<TKernels>(
                    PhasesOf<TKernels>.Table.Part(phase), ref Batches.Row(inputs, block.Start, TKernels.InputLength), ref Batches.Row(targets, block.Start, TKernels.OutputLength),
                    ref parameters.First, ref workspace.GradientsOf(block).First, ref workspace.Scratch(block.Number), batch, block.Rows, (float)(1 / terms), block.Accumulates, options.From(block.Start)),
                block);
        }
        return loss.Total;
    }

    /// <summary>Runs phases of a block, by the kernels without options where nothing is selected.</summary>
    private static double RunSelected<TKernels>((int First, int End) phases, ref float x, ref float targets, ref float w, ref float g, ref float scratch, BatchState batch, int rows, float scale, bool accumulate, SelectedGradients options)
        where TKernels : struct, IBatchKernels
    {
        WholeGradients whole = default;
        return options.IsWhole
            ? PhasesOf<TKernels>.Run(phases, ref x, ref targets, ref w, ref g, ref scratch, batch, rows, scale, accumulate, ref whole)
            : PhasesOf<TKernels>.Run(phases, ref x, ref targets, ref w, ref g, ref scratch, batch, rows, scale, accumulate, ref options);
    }

    private static void Combine<TKernels>(int phase, ReadOnlySpan<BatchState> shards) where TKernels : struct, IBatchKernels =>
        PhasesOf<TKernels>.Table.Combine(PhasesOf<TKernels>.Table.Part(phase).End - 1, shards);

    /// <summary>The training step for threads that share layers by their outputs; null if whole shards are faster.</summary>
    public static SharedStep? ShareSteps<TKernels>(ParameterBlock parameters, int batchCapacity, int threads) where TKernels : struct, IPhasedKernels
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchCapacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        // A single thread owns everything. If all parameters have owners, it updates them while they are in its cache; otherwise running a block through all phases while the block is in the cache is faster.
        if (threads == 1 && SharedStep.SumsBySamples(TKernels.Layout, TKernels.SharedLayers))
            return null;
        return new SharedStep<TKernels>(parameters, batchCapacity, threads);
    }

    [InlineArray(Shards.Maximum)]
    private struct BatchStates
    {
        private BatchState _first;
    }
}
