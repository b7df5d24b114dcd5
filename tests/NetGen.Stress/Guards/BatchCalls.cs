using System.Runtime.InteropServices;
using NetGen.Kernels;
using NetGen.Tests.RandomCases;

namespace NetGen.Stress.Guards;

/// <summary>Training of samples that depend on their batch, in phases.</summary>
internal sealed class BatchCalls<TKernels> : LossCalls<TKernels> where TKernels : struct, IBatchKernels
{
    public override void Run(Stage stage)
    {
        base.Run(stage);
        foreach (bool accumulate in (ReadOnlySpan<bool>)[false, true])
        {
            // Statistics are in managed arrays, which can't be guarded by protected pages; an additional row must stay unchanged instead.
            var batch = new BatchState(TKernels.BatchNorms, TKernels.Layout, stage.Samples + 1);
            batch.Begin(seed: 1, step: 1, firstSample: 0, stage.Samples, stage.Samples);
            PhaseCalls<TKernels>.Forward(stage, batch);
            PhaseCalls<TKernels>.Loss(stage, batch);
            PhaseCalls<TKernels>.Backward(stage, batch, accumulate);
            PhaseCalls<TKernels>.Descend(stage, batch);
            PhaseCalls<TKernels>.Forward(stage, batch);
            stage.Enter("Kernel EndInOutputs");
            TKernels.EndInOutputs(ref stage.X, ref stage.Y, ref stage.W, ref stage.Scratch(TKernels.BlockScratch), batch, stage.Samples);
            stage.Enter("Kernel BeginFromOutputs");
            TKernels.BeginFromOutputs(ref stage.T, ref stage.Scratch(TKernels.BlockScratch), stage.Samples);
            PhaseCalls<TKernels>.Backward(stage, batch, accumulate);
            CheckSpareRow(stage, batch);
        }
    }

    private static void CheckSpareRow(Stage stage, BatchState batch)
    {
        batch.EnterBlock(0);
        for (int norm = 0; norm < TKernels.BatchNorms.Length; norm++)
        {
            ReadOnlySpan<float> row = MemoryMarshal.CreateReadOnlySpan(ref batch.Row(norm, stage.Samples), 2 * Norms.Padded(TKernels.BatchNorms[norm].Channels));
            Expect.True(!row.ContainsAnyExcept(0f), () => "Sums of a sample outside the batch were written.");
        }
    }
}
