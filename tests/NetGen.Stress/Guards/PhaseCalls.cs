using NetGen.Kernels;

namespace NetGen.Stress.Guards;

/// <summary>The phases of a training step, each called as by every thread that could share it.</summary>
internal static class PhaseCalls<TKernels> where TKernels : struct, IPhasedKernels
{
    private const int MostThreads = 3;

    private static WholeGradients s_options;

    private static PhaseTable Table => PhasesOf<TKernels>.Table;

    /// <summary>The phases before the loss.</summary>
    public static void Forward(Stage stage, BatchState batch)
    {
        for (int phase = 0; phase < Table.Loss; phase++)
        {
            stage.Enter($"Kernel ComputePhase {phase}");
            Call(stage, phase, ref TKernels.SharesInputs && Table[phase].IsByOutputs ? ref stage.XWithBeyond : ref stage.X, batch, step: 0, accumulate: false);
            Table.Combine(phase, [batch]);
        }
    }

    public static void Loss(Stage stage, BatchState batch)
    {
        stage.Enter("Kernel ComputePhase of the loss");
        Call(stage, Table.Loss, ref stage.X, batch, step: 0, accumulate: false);
    }

    /// <summary>The phases after the loss.</summary>
    public static void Backward(Stage stage, BatchState batch, bool accumulate)
    {
        for (int phase = Table.Loss + 1; phase < Table.Count; phase++)
        {
            stage.Enter($"Kernel ComputePhase {phase}");
            Call(stage, phase, ref stage.X, batch, step: 0, accumulate);
            Table.Combine(phase, [batch]);
        }
    }

    /// <summary>The gradients of the parameters that have owners, as steps.</summary>
    public static void Descend(Stage stage, BatchState batch)
    {
        for (int phase = Table.FirstOwned(); phase < Table.Count; phase++)
        {
            stage.EnterDescent($"Kernel ComputePhase {phase} with a step");
            Call(stage, phase, ref stage.X, batch, step: -0.01f, accumulate: false);
        }
    }

    private static void Call(Stage stage, int phase, ref float x, BatchState batch, float step, bool accumulate)
    {
        foreach (LayerRange range in Table[phase].IsByOutputs ? Ranges(Table.Layers[Table[phase].Layer], isBackward: phase > Table.Loss) : [default])
            TKernels.ComputePhase(phase, ref x, ref stage.T, ref stage.W, ref stage.G, ref stage.Scratch(TKernels.BlockScratch), batch, stage.Samples, 0.1f, range, step, accumulate, ref s_options);
    }

    /// <summary>Panels of outputs; gradients of a layer of one panel are shared by its inputs.</summary>
    private static IEnumerable<LayerRange> Ranges(SharedLayer layer, bool isBackward) =>
        from threads in Enumerable.Range(1, isBackward ? MostThreads : 1)
        from thread in Enumerable.Range(0, threads)
        let owned = isBackward ? layer.OwnedBy(thread, threads) : layer.Whole
        from panel in Panels(layer, owned)
        select panel;

    private static IEnumerable<LayerRange> Panels(SharedLayer layer, LayerRange range)
    {
        for (; !range.IsEmpty; range = range with { From = layer.FirstPanel(range).To })
            yield return layer.FirstPanel(range);
    }
}
