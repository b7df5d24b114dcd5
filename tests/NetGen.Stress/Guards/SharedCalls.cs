using NetGen.Kernels;

namespace NetGen.Stress.Guards;

/// <summary>Training in phases, which threads share layer by layer.</summary>
internal sealed class SharedCalls<TKernels> : TrainingCalls<TKernels> where TKernels : struct, ISharedKernels
{
    private const int MaxThreads = 3;

    public override void Run(Stage stage)
    {
        base.Run(stage);
        for (int phase = 0; phase < TKernels.Phases.Length; phase++)
        {
            stage.Enter($"Kernel ComputePhase {phase}");
            foreach ((int from, int to) in TKernels.Phases[phase] is >= 0 and int layer ? Panels(TKernels.SharedLayers[layer]) : [(0, 0)])
                TKernels.ComputePhase(phase, ref stage.XWithBeyond, ref stage.T, ref stage.W, ref stage.Scratch(TKernels.BlockScratch), stage.Samples, 0.1f, from, to);
        }
        for (int layer = 0; layer < TKernels.SharedLayers.Length; layer++)
            foreach (bool accumulate in (ReadOnlySpan<bool>)[false, true])
            {
                stage.Enter($"Kernel ComputeLayerGradients {layer}");
                ComputeGradients(stage, layer, step: 0, accumulate);
                stage.EnterDescent($"Kernel ComputeLayerGradients {layer} with a step");
                ComputeGradients(stage, layer, step: -0.01f, accumulate);
            }
    }

    private static void ComputeGradients(Stage stage, int index, float step, bool accumulate)
    {
        SharedLayer layer = TKernels.SharedLayers[index];
        foreach ((int from, int to) in Panels(layer))
            foreach ((int first, int end) in Inputs(layer))
                TKernels.ComputeLayerGradients(index, ref stage.X, ref stage.W, ref stage.G, ref stage.Scratch(TKernels.BlockScratch), stage.Samples, from, to, first, end, step, accumulate);
    }

    /// <summary>A layer of one panel is shared by its inputs, any other by its panels.</summary>
    private static IEnumerable<(int First, int End)> Inputs(SharedLayer layer) =>
        layer.Panels > 1
            ? [(0, layer.Inputs)]
            : from threads in Enumerable.Range(1, MaxThreads)
              from thread in Enumerable.Range(0, threads)
              let inputs = layer.InputsOf(thread, threads)
              where inputs.First < inputs.Behind
              select inputs;

    private static IEnumerable<(int From, int To)> Panels(SharedLayer layer) =>
        Enumerable.Range(0, layer.Panels).Select(panel => (panel * layer.PanelWidth, Math.Min(layer.Units, (panel + 1) * layer.PanelWidth)));
}
