using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Training;

namespace NetGen.Kernels;

/// <summary>Training steps of plain gradient descent where dense layers hold all parameters, for batches of several blocks: each panel of weights is read once forward, by all blocks, and once where the blocks' gradients update it, which are stored nowhere.</summary>
/// <remarks>
/// For emitted code alone. All other steps are those of <see cref="Batches"/>, whose bits these have too.
/// <para>Block by block, weights that exceed the second-level cache would be read twice for each block, and their gradients written and read once more: a step of 784-512-256-10 on 64 samples whose weights are not in a cache takes 0.8 times as long this way.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class DenseDescent
{
    /// <summary>The most inputs whose gradients all blocks add before the next inputs: those of a panel take 64 KB, a small part of a second-level cache. Each range costs 60 ns: 128 inputs take no less time, and 32 take 5 % more.</summary>
    private const int InputsAtOnce = 512;

    /// <summary>A training step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Descend<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, double learningRate)
        where TKernels : struct, ITrainingKernels, IPhasedKernels
    {
        int samples = BatchChecks.GradientBatch<TKernels>(inputs, targets, workspace);
        if (samples <= Shards.BlockRows || BatchBlocks.HasLongShards(samples) || TKernels.GivesInputGradients || !PhasesOf<TKernels>.OwnsAll || Batches.Selects(parameters, workspace))
            return Batches.Descend<TKernels>(parameters, inputs, targets, workspace, learningRate);
        BatchChecks.Apart(inputs, parameters);
        BatchChecks.Apart(targets, parameters);
        Step<TKernels> step = new(parameters, inputs, targets, workspace, Sgd.StepOf(learningRate));
        workspace.Step++;
        long pass = workspace.Begin();
        double loss = step.ComputeSamples();
        if (double.IsFinite(loss))
            step.Update();
        workspace.End(pass);
        return (float)loss;
    }

    private readonly ref struct Step<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, float step)
        where TKernels : struct, IPhasedKernels
    {
        private readonly ReadOnlySpan<float> _inputs = inputs, _targets = targets;
        private readonly PhaseTable _table = PhasesOf<TKernels>.Table;
        private readonly int _samples = inputs.Length / TKernels.InputLength;
        private readonly float _scale = (float)(1 / ((double)(inputs.Length / TKernels.InputLength) * TKernels.LossTerms));

        private BatchBlocks Blocks => new(_samples, Shards.Count(_samples));

        /// <summary>The phases up to the gradients of the samples; returns the mean loss.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public double ComputeSamples()
        {
            LossSum loss = new((double)_samples * TKernels.LossTerms);
            for (int phase = 0; phase < _table.FirstOwned(); phase++)
                if (_table[phase].IsByOutputs)
                {
                    SharedLayer layer = _table.Layers[_table[phase].Layer];
                    for (int panel = 0; panel < layer.Panels; panel++)
                        foreach (Block block in Blocks)
                            Compute(phase, block, layer.Panel(panel), ref workspace.Gradients.First, step: 0);
                }
                else
                    foreach (Block block in Blocks)
                    {
                        double losses = Compute(phase, block, default, ref workspace.Gradients.First, step: 0);
                        if (phase == _table.Loss)
                            loss.Add(losses, block);
                    }
            return loss.Total;
        }

        /// <summary>Updates all layers by their gradients.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Update()
        {
            for (int phase = _table.FirstOwned(); phase < _table.Count; phase++)
            {
                SharedLayer layer = _table.Layers[_table[phase].Layer];
                // From the last panel to the first, of which more are left in the caches, and with which the next step begins.
                for (int panel = layer.Panels - 1; panel >= 0; panel--)
                    Update(phase, layer, layer.Panel(panel));
            }
            // The end of the gradients may hold padding, which must stay zero.
            int length = Math.Min(InputsAtOnce * KernelConstants.PanelWidth, parameters.Layout.Length);
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref workspace.Gradients.First, parameters.Layout.Length - length), length).Clear();
        }

        private void Update(int phase, SharedLayer layer, LayerRange panel)
        {
            // The sums of the first inputs, and of the biases, which come with them, have their own place.
            Update(phase, panel with { End = Math.Min(KernelConstants.TallTile, panel.End) }, ref workspace.Gradients.First);
            for (int first = KernelConstants.TallTile; first < panel.End; first += InputsAtOnce)
            {
                LayerRange range = panel with { First = first, End = Math.Min(first + InputsAtOnce, panel.End) };
                Update(phase, range, ref Unsafe.Add(ref workspace.Gradients.First, parameters.Layout.Length - layer.WeightsIn(range) - layer.WeightsBefore(range)));
            }
        }

        /// <summary>Updates a range of a layer by the sum of all blocks' gradients.</summary>
        /// <param name="phase">The phase of the layer's gradients.</param>
        /// <param name="range">The range.</param>
        /// <param name="g">The start of the gradients, moved so that the range's are at the end of the workspace's: always the same place, which stays in the second-level cache.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Update(int phase, LayerRange range, ref float g)
        {
            foreach (Block block in Blocks)
                Compute(phase, block, range, ref g, block.Start + block.Rows == _samples ? step : 0);
        }

        private double Compute(int phase, Block block, LayerRange range, ref float g, float step)
        {
            WholeGradients whole = default;
            return TKernels.ComputePhase(
                phase, ref Batches.Row(_inputs, block.Start, TKernels.InputLength), ref Batches.Row(_targets, block.Start, TKernels.OutputLength), ref parameters.First, ref g, ref workspace.Scratch(block.Number),
                workspace.Batch!, block.Rows, _scale, range, step, block.Accumulates, ref whole);
        }
    }
}
