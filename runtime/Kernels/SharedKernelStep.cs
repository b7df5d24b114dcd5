using NetGen.Training;

namespace NetGen.Kernels;

/// <summary>A training step of a network's kernels.</summary>
internal sealed class SharedStep<TKernels>(ParameterBlock parameters, int batchCapacity, int threads)
    : SharedStep(parameters, PhasesOf<TKernels>.Table, TKernels.InputLength, TKernels.OutputLength, TKernels.SharesInputs, TKernels.BlockScratch, TKernels.LossTerms, batchCapacity, threads)
    where TKernels : struct, IPhasedKernels
{
    private protected override double ComputePhase(int phase, int thread, Block block, BatchState batch, ref float g, float scale, LayerRange range, float step, bool accumulate)
    {
        if (Frozen is null)
        {
            WholeGradients whole = default;
            return TKernels.ComputePhase(phase, ref Inputs(thread, block), ref Targets(thread, block), ref Parameters, ref g, ref Scratch(block), batch, block.Rows, scale, range, step, accumulate, ref whole);
        }
        SelectedGradients selected = new(Frozen, weights: null);
        return TKernels.ComputePhase(phase, ref Inputs(thread, block), ref Targets(thread, block), ref Parameters, ref g, ref Scratch(block), batch, block.Rows, scale, range, step, accumulate, ref selected);
    }
}
