namespace NetGen.Kernels;

/// <summary>The phases of a network's training step, as everything that trains it reads them: a batch by one thread, shards one by one, and training steps that threads share.</summary>
/// <param name="phases">The phases, in order.</param>
/// <param name="norms">The batch normalisations whose sums are combined.</param>
/// <param name="layers">The layers that are shared by outputs.</param>
internal sealed class PhaseTable(TrainingPhase[] phases, BatchNormalization[] norms, SharedLayer[] layers)
{
    /// <summary>The end of each part that shards compute separately: after a phase whose sums are combined, or after the last.</summary>
    private readonly int[] _partEnds = [.. Enumerable.Range(1, phases.Length).Where(end => end == phases.Length || phases[end - 1].IsAwaited)];

    public BatchNormalization[] Norms => norms;

    public SharedLayer[] Layers => layers;

    /// <summary>The number of phases.</summary>
    public int Count => phases.Length;

    /// <summary>The index of the phase that ends in the loss.</summary>
    public int Loss { get; } = Array.FindIndex(phases, phase => phase.Combined == Combination.Loss);

    /// <summary>The number of parts that shards compute separately.</summary>
    public int Parts => _partEnds.Length;

    public TrainingPhase this[int phase] => phases[phase];

    /// <summary>The phases of a part.</summary>
    public (int First, int End) Part(int part) => (part == 0 ? 0 : _partEnds[part - 1], _partEnds[part]);

    /// <summary>The end of the phases that can follow one without combined sums.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="end">The end of the phases considered.</param>
    public int EndOfRun(int first, int end)
    {
        while (++first < end && !phases[first - 1].IsAwaited)
        {
        }
        return first;
    }

    /// <summary>The gradients of shared layers' parameters, which come last: the owner of the parameters computes them.</summary>
    public int FirstOwned()
    {
        int first = Loss + 1;
        while (first < phases.Length && !phases[first].IsByOutputs)
            first++;
        return first;
    }

    /// <summary>The barriers of threads that share a training step, before the gradients of shared layers' parameters: the starts of runs of phases whose results other threads need, or that need theirs.</summary>
    public IEnumerable<int> Meetings()
    {
        int owned = FirstOwned();
        for (int phase = 0; phase < owned; phase++)
            if (phase == 0 || phases[phase].IsByOutputs || phases[phase - 1] is { IsByOutputs: true } or { IsAwaited: true })
                yield return phase;
        yield return owned;
    }

    /// <summary>Combines the results of all samples of a batch in a phase.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="states">The states of all workspaces with samples of the batch, in their order.</param>
    public void Combine(int phase, ReadOnlySpan<BatchState> states)
    {
        if (phases[phase].Combined == Combination.Statistics)
            BatchState.CombineForward(phases[phase].Norm, states);
        else if (phases[phase].Combined == Combination.GradientStatistics)
            BatchState.CombineBackward(phases[phase].Norm, states);
    }
}

/// <summary>The phases of some kernels.</summary>
internal static class PhasesOf<TKernels> where TKernels : struct, IPhasedKernels
{
    public static readonly PhaseTable Table = new(TKernels.Phases, TKernels.BatchNorms, TKernels.SharedLayers);

    /// <summary>Whether all parameters belong to shared layers.</summary>
    public static readonly bool OwnsAll = !SharedStep.SumsBySamples(TKernels.Layout, TKernels.SharedLayers);

    /// <summary>Runs some phases of a block, whole layers where phases are divided by outputs.</summary>
    /// <returns>The sum of its samples' losses if the loss is among the phases, else 0.</returns>
    public static double Run<TOptions>((int First, int End) phases, ref float x, ref float targets, ref float w, ref float g, ref float scratch, BatchState batch, int rows, float scale, bool accumulate, ref TOptions options)
        where TOptions : struct, IGradientOptions<TOptions>
    {
        double losses = 0;
        for (int phase = phases.First; phase < phases.End; phase++)
        {
            int layer = Table[phase].Layer;
            losses += TKernels.ComputePhase(phase, ref x, ref targets, ref w, ref g, ref scratch, batch, rows, scale, layer < 0 ? default : Table.Layers[layer].Whole, step: 0, accumulate, ref options);
        }
        return losses;
    }
}
