namespace NetGen.Kernels;

/// <summary>The checks of a batch that is trained phase by phase: each phase must follow the one before it, with the same samples, and all shards must be present where their sums are combined.</summary>
internal static class ShardChecks
{
    /// <summary>Throws unless there is such a phase.</summary>
    internal static void Phase(int phase, int phases)
    {
        if ((uint)phase >= (uint)phases)
            throw new ArgumentOutOfRangeException(nameof(phase), phase, $"phase must be 0 to {phases - 1}; GradientPhases says how many there are.");
    }

    /// <summary>Throws unless every channel of every batch normalisation has two values or more, the fewest that have a variance.</summary>
    internal static void Variance<TKernels>(int batchSize, string parameter) where TKernels : struct, IPhasedKernels
    {
        if (batchSize == 1 && Single(PhasesOf<TKernels>.Table.Norms) is { } norm)
            throw SingleValue(TKernels.Layout, norm, parameter);
    }

    /// <summary>A batch normalisation to which a sample adds one value per channel; null if there is none.</summary>
    internal static BatchNormalization? Single(BatchNormalization[] norms) => Array.Find(norms, norm => norm.Count == 1);

    /// <summary>Throws unless the workspace holds the phase before, of the same samples, combined with the batch's other shards.</summary>
    internal static void Follows(int phase, Workspace workspace, int samples, int batchSize)
    {
        BatchState batch = workspace.Batch!;
        if (workspace.Held(phase - 1) == 0 || batch.Combined != phase)
            throw new InvalidOperationException($"Phase {phase} follows phase {phase - 1} and its CombineShards, with the same samples; this workspace of {workspace.Layout.Network} doesn't hold them.");
        if (samples != batch.Rows || batchSize != batch.BatchSize)
            throw new ArgumentException($"Phase {phase} has {samples} samples of a batch of {batchSize}; the phases before it had {batch.Rows} of {batch.BatchSize}.", nameof(workspace));
    }

    /// <summary>Throws unless these are all shards of one batch, each with the phase's results.</summary>
    internal static void Complete<TKernels>(int phase, ReadOnlySpan<Workspace> shards) where TKernels : struct, IBatchKernels
    {
        Count(shards.Length);
        long samples = 0;
        for (int i = 0; i < shards.Length; i++)
        {
            Workspace shard = shards[i];
            if (shard is null || !ReferenceEquals(shard.Kernels, typeof(TKernels)))
                throw Foreign(i, shard, TKernels.Layout);
            if (shard.Held(phase) == 0 || shard.Batch!.Combined != phase)
                throw new InvalidOperationException($"shards[{i}] doesn't hold phase {phase}: CombineShards follows ComputeShardPhase of that phase for every shard, once.");
            for (int other = 0; other < i; other++)
                if (ReferenceEquals(shard, shards[other]))
                    throw new ArgumentException($"shards[{i}] is there twice; every shard has a workspace of its own.", nameof(shards));
            samples += shard.Batch.Rows;
            if (shard.Batch.BatchSize != shards[0].Batch!.BatchSize)
                throw new ArgumentException($"shards[{i}] is of a batch of {shard.Batch.BatchSize} samples, shards[0] of one of {shards[0].Batch!.BatchSize}.", nameof(shards));
        }
        if (samples != shards[0].Batch!.BatchSize)
            throw new ArgumentException($"The shards have {samples} samples in all; their batch has {shards[0].Batch!.BatchSize}.", nameof(shards));
    }

    /// <summary>Throws unless these are workspaces for training a network; enough where nothing is combined.</summary>
    internal static void Belong(ReadOnlySpan<Workspace> shards, ParameterLayout layout)
    {
        Count(shards.Length);
        for (int i = 0; i < shards.Length; i++)
            if (shards[i] is not { IsTraining: true } shard || !ReferenceEquals(shard.Layout, layout))
                throw Foreign(i, shards[i], layout);
    }

    private static void Count(int shards)
    {
        if (shards is < 1 or > Shards.Maximum)
            throw new ArgumentException($"There are {shards} shards; a batch has 1 to {Shards.Maximum}.", nameof(shards));
    }

    private static ArgumentException SingleValue(ParameterLayout layout, BatchNormalization norm, string parameter)
    {
        string mean = layout.Tensors.First(tensor => tensor.Offset == norm.Mean).Name;
        return new($"A batch of 1 sample leaves each channel of {mean[..mean.LastIndexOf('.')]} a single value, which has no variance: train {layout.Network} on 2 samples or more at a time. Trainer.DropLast leaves out a last batch that is smaller than the others.", parameter);
    }

    private static ArgumentException Foreign(int index, Workspace? shard, ParameterLayout layout) => new(
        $"shards[{index}] {(shard is null ? "is null" : $"belongs to {shard.Layout.Network}{(shard.IsTraining ? "" : ", for inference")}")}; it must be made for training by {layout.Network}.CreateWorkspace.", "shards");
}
