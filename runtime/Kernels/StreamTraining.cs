using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>The entry points to the training of networks over frames: each sample is a piece, whose blocks of frames go forward one after another and then backward in reverse.</summary>
/// <remarks>
/// For emitted code alone.
/// <para>A workspace's memory: intermediate results of a block, gradients that blocks pass to earlier ones, then for each piece its state and what its blocks keep. Only a loss that the caller computes needs more than one piece at a time.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class StreamTraining
{
    /// <summary>Buffers for batches up to a capacity.</summary>
    public static Workspace CreateWorkspace<TKernels>(int batchCapacity, bool training) where TKernels : struct, IFrameTrainingKernels
    {
        if (!training)
            return Batches.CreateWorkspace<TKernels>(batchCapacity, training: false);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchCapacity, 1);
        long buffer = Math.Max(TKernels.SampleScratch, StreamPiece<TKernels>.Offset + (long)batchCapacity * StreamPiece<TKernels>.Length);
        return new(TKernels.Layout, typeof(TKernels), batchCapacity, buffer, TKernels.DrawsAtRandom, TKernels.PieceState.CompactLength);
    }

    /// <summary>Mean loss and mean gradients of a batch, shard by shard.</summary>
    public static float ComputeGradients<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace)
        where TKernels : struct, IFrameTrainingKernels
    {
        int samples = BatchChecks.GradientBatch<TKernels>(inputs, targets, workspace);
        SelectedGradients options = workspace.Select(parameters.Frozen, samples);
        long pass = workspace.Begin();
        workspace.Batch?.Begin(workspace.Seed, workspace.Step, 0, samples, samples);
        workspace.Step++;
        double loss = SumOfPieces<TKernels>(parameters, inputs, targets, workspace, samples, Shards.Count(samples), samples, options);
        workspace.End(pass);
        workspace.ClearFrozen(parameters);
        return (float)loss;
    }

    /// <summary>A training step of plain gradient descent.</summary>
    public static float Descend<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, double learningRate)
        where TKernels : struct, IFrameTrainingKernels
    {
        BatchChecks.Apart(inputs, parameters);
        BatchChecks.Apart(targets, parameters);
        float step = Training.Sgd.StepOf(learningRate);
        float loss = ComputeGradients<TKernels>(parameters, inputs, targets, workspace);
        if (float.IsFinite(loss))
            Training.Sgd.Descend(parameters, workspace.Gradients, step);
        return loss;
    }

    /// <summary>One shard's share of a batch's mean loss and mean gradients.</summary>
    public static double ComputeShardGradients<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int batchSize)
        where TKernels : struct, IFrameTrainingKernels
    {
        int samples = BatchChecks.GradientBatch<TKernels>(inputs, targets, workspace);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, samples);
        SelectedGradients options = workspace.Select(parameters.Frozen, samples);
        long pass = workspace.Begin();
        workspace.Batch?.Begin(workspace.Seed, workspace.Step, workspace.FirstSample * TKernels.SequenceLength, samples, batchSize);
        double loss = SumOfPieces<TKernels>(parameters, inputs, targets, workspace, samples, shards: 1, batchSize, options);
        workspace.End(pass);
        workspace.ClearFrozen(parameters);
        return loss;
    }

    /// <summary>Outputs and mean loss of a batch.</summary>
    public static float ComputeLoss<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> outputs, Workspace workspace)
        where TKernels : struct, IFrameTrainingKernels
    {
        int samples = BatchChecks.TrainingBatch<TKernels>(inputs, targets, workspace);
        BatchChecks.Batch<TKernels>(inputs, outputs, workspace);
        BatchChecks.Apart(inputs, outputs);
        BatchChecks.Apart(targets, outputs);
        long pass = workspace.Begin();
        LossSum loss = new((double)samples * TKernels.LossTerms);
        // The same shards in the same order as ComputeGradients.
        foreach (Block block in new BatchBlocks(samples, Shards.Count(samples)))
        {
            double losses = 0;
            for (int row = block.Start; row < block.Start + block.Rows; row++)
                losses += LossOf<TKernels>(ref Sample(inputs, row, TKernels.InputLength), ref Sample(targets, row, TKernels.OutputLength), ref Sample(outputs, row, TKernels.OutputLength), ref parameters.First, ref workspace.Scratch());
            loss.Add(losses, block);
        }
        workspace.End(pass);
        return (float)loss.Total;
    }

    /// <summary>A batch forward, everything kept for <see cref="Backward"/>.</summary>
    public static void ForwardTraining<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, Span<float> outputs, Workspace workspace)
        where TKernels : struct, IFrameTrainingKernels
    {
        int samples = BatchChecks.TrainingBatch<TKernels>(inputs, outputs, workspace);
        BatchChecks.Apart(inputs, outputs);
        long pass = workspace.Begin();
        workspace.Batch?.Begin(workspace.Seed, workspace.Step, 0, samples, samples);
        workspace.Step++;
        for (int sample = 0; sample < samples; sample++)
        {
            StreamPiece<TKernels> piece = Begin<TKernels>(inputs, workspace, sample, sample);
            for (int frame = 0; frame < TKernels.SequenceLength; frame += Streams.BlockFrames)
            {
                int rows = Streams.RowsAt<TKernels>(frame);
                piece.Forward(ref parameters.First, frame, rows);
                TKernels.OutputsOfFrames(
                    ref piece.X(frame), ref StreamPiece<TKernels>.Output(ref Sample(outputs, sample, TKernels.OutputLength), frame), ref parameters.First,
                    ref piece.Scratch, ref piece.Kept(frame), ref piece.State, piece.Batch, frame, rows);
            }
            End<TKernels>(workspace, ref piece.State, sample);
        }
        workspace.End(pass);
        workspace.Hold(Workspace.ForwardPass, samples);
    }

    /// <summary>The gradients of a loss that the caller computes, piece by piece.</summary>
    public static void Backward<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradients, Workspace workspace)
        where TKernels : struct, IFrameTrainingKernels
    {
        int samples = BatchChecks.BackwardBatch<TKernels>(inputs, outputGradients, workspace);
        long pass = workspace.Begin();
        for (int sample = 0; sample < samples; sample++)
        {
            workspace.Batch?.EnterBlock(sample * TKernels.SequenceLength);
            StreamPiece<TKernels> piece = new(ref Sample(inputs, sample, TKernels.InputLength), workspace, sample);
            piece.Backward(ref Sample(outputGradients, sample, TKernels.OutputLength), ref parameters.First, ref workspace.Gradients.First, accumulate: sample > 0, new(parameters.Frozen, weights: null));
        }
        workspace.End(pass);
        workspace.ClearFrozen(parameters);
    }

    /// <summary>The share of the mean loss, and of the mean gradients, of all pieces of a batch or of one shard's.</summary>
    private static double SumOfPieces<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int samples, int shards, int batchSize, SelectedGradients options)
        where TKernels : struct, IFrameTrainingKernels
    {
        double terms = (double)batchSize * TKernels.LossTerms;
        float scale = (float)(1 / terms);
        LossSum loss = new(terms);
        foreach (Block block in new BatchBlocks(samples, shards))
        {
            double losses = 0;
            // A shard is summed by itself, as another thread would sum it, since its gradients come block by block of frames.
            ref float g = ref workspace.GradientsOfShard(block.Shard).First;
            for (int row = 0; row < block.Rows; row++)
            {
                int sample = block.Start + row;
                StreamPiece<TKernels> piece = Begin<TKernels>(inputs, workspace, sample, place: 0);
                ref float target = ref Sample(targets, sample, TKernels.OutputLength);
                for (int frame = 0; frame < TKernels.SequenceLength; frame += Streams.BlockFrames)
                {
                    int rows = Streams.RowsAt<TKernels>(frame);
                    piece.Forward(ref parameters.First, frame, rows);
                    losses += options.Weigh(TKernels.LossOfFrames(ref StreamPiece<TKernels>.Output(ref target, frame), ref piece.Scratch, ref piece.Kept(frame), StreamPiece<TKernels>.Skipped(TKernels.SkippedFrames, frame, rows), rows, options.Weigh(scale, sample)), sample);
                }
                End<TKernels>(workspace, ref piece.State, sample);
                piece.Backward(ref Unsafe.NullRef<float>(), ref parameters.First, ref g, accumulate: !block.BeginsShard || row > 0, options);
            }
            loss.Add(losses, block);
            if (block is { EndsShard: true, Shard: > 0 })
                workspace.AddShard(block.Shard);
        }
        return loss.Total;
    }

    /// <summary>The outputs of a piece and the sum of its losses.</summary>
    private static double LossOf<TKernels>(ref float x, ref float targets, ref float y, ref float w, ref float scratch) where TKernels : struct, IFrameTrainingKernels
    {
        double loss = 0;
        TKernels.State.Clear(ref scratch);
        for (int frame = 0, position = 0; frame < TKernels.SequenceLength; frame += Streams.BlockFrames, position += Streams.BlockFrames)
        {
            int rows = Streams.RowsAt<TKernels>(frame);
            Streams.Continue<TKernels>(ref scratch, ref position, rows);
            loss += TKernels.ProcessLoss(
                ref Unsafe.Add(ref x, frame * TKernels.FrameInputLength), ref StreamPiece<TKernels>.Output(ref targets, frame), ref StreamPiece<TKernels>.Output(ref y, frame), ref w,
                ref Unsafe.Add(ref scratch, TKernels.State.Length), ref scratch, position, StreamPiece<TKernels>.Skipped(TKernels.SkippedFrames, frame, rows), rows);
        }
        return loss;
    }

    /// <summary>A piece before its first frame: from zeros, or from where the sample's last piece ended.</summary>
    private static StreamPiece<TKernels> Begin<TKernels>(ReadOnlySpan<float> inputs, Workspace workspace, int sample, int place) where TKernels : struct, IFrameTrainingKernels
    {
        workspace.Batch?.EnterBlock(sample * TKernels.SequenceLength);
        StreamPiece<TKernels> piece = new(ref Sample(inputs, sample, TKernels.InputLength), workspace, place);
        if (workspace.CarriedState(sample) is { IsEmpty: false } carried)
            TKernels.PieceState.Load(ref piece.State, carried);
        else
            TKernels.PieceState.Clear(ref piece.State);
        return piece;
    }

    /// <summary>After the last frame of a piece: saves what the sample's next piece begins with, if it continues this one.</summary>
    private static void End<TKernels>(Workspace workspace, ref float state, int sample) where TKernels : struct, IFrameTrainingKernels
    {
        if (workspace.CarriedState(sample) is { IsEmpty: false } carried)
            TKernels.PieceState.Save(ref state, TKernels.SequenceLength, carried);
    }

    private static ref float Sample(ReadOnlySpan<float> samples, int sample, int length) => ref Batches.Row(samples, sample, length);
}
