using NetGen.Kernels;

namespace NetGen.Stress.Guards;

/// <summary>Training of samples that know nothing of each other, also in phases, in which threads share layers by outputs.</summary>
internal sealed class SharedCalls<TKernels> : TrainingCalls<TKernels> where TKernels : struct, ITrainingKernels, IPhasedKernels
{
    public override void Run(Stage stage)
    {
        base.Run(stage);
        var batch = new BatchState([], TKernels.Layout, stage.Samples);
        foreach (bool accumulate in (ReadOnlySpan<bool>)[false, true])
        {
            PhaseCalls<TKernels>.Forward(stage, batch);
            PhaseCalls<TKernels>.Loss(stage, batch);
            PhaseCalls<TKernels>.Backward(stage, batch, accumulate);
            PhaseCalls<TKernels>.Descend(stage, batch);
        }
    }
}
