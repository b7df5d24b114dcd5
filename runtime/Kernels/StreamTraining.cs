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
        long buffer = Math.Max(TKernels.SampleScratch, PieceOffset<TKernels>() + (long)batchCapacity * PieceLength<TKernels>());
        return new(TKernels.Layout, typeof(TKernels), batchCapacity, buffer, TKernels.DrawsAtRandom, TKernels.PieceState.CompactLength);
    }

    /// <summary>Mean loss and mean gradients of a batch, shard by shard.</summary>
    public static float ComputeGradients<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace)
        where TKernels : struct, IFrameTrainingKernels
    {
        int samples = BatchChecks.GradientBatch<TKernels>(inputs, targets, workspace);
        long pass = workspace.Begin();
        workspace.Batch?.Begin(workspace.Seed, workspace.Step, 0, samples, samples);
        workspace.Step++;
        double loss = SumOfPieces<TKernels>(parameters, inputs, targets, workspace, samples, Shards.Count(samples), samples);
        workspace.End(pass);
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
        long pass = workspace.Begin();
        workspace.Batch?.Begin(workspace.Seed, workspace.Step, workspace.FirstSample * TKernels.SequenceLength, samples, batchSize);
        double loss = SumOfPieces<TKernels>(parameters, inputs, targets, workspace, samples, shards: 1, batchSize);
        workspace.End(pass);
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
            Piece<TKernels> piece = Begin<TKernels>(inputs, workspace, sample, sample);
            for (int frame = 0; frame < TKernels.SequenceLength; frame += Streams.BlockFrames)
            {
                int rows = Streams.RowsAt<TKernels>(frame);
                piece.Forward(ref parameters.First, frame, rows);
                TKernels.OutputsOfFrames(
                    ref piece.X(frame), ref Output<TKernels>(ref Sample(outputs, sample, TKernels.OutputLength), frame), ref parameters.First,
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
            Piece<TKernels> piece = new(ref Sample(inputs, sample, TKernels.InputLength), workspace, sample);
            piece.Backward(ref Sample(outputGradients, sample, TKernels.OutputLength), ref parameters.First, ref workspace.Gradients.First, accumulate: sample > 0);
        }
        workspace.End(pass);
    }

    /// <summary>The share of the mean loss, and of the mean gradients, of all pieces of a batch or of one shard's.</summary>
    private static double SumOfPieces<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int samples, int shards, int batchSize)
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
                Piece<TKernels> piece = Begin<TKernels>(inputs, workspace, sample, place: 0);
                ref float target = ref Sample(targets, sample, TKernels.OutputLength);
                for (int frame = 0; frame < TKernels.SequenceLength; frame += Streams.BlockFrames)
                {
                    int rows = Streams.RowsAt<TKernels>(frame);
                    piece.Forward(ref parameters.First, frame, rows);
                    losses += TKernels.LossOfFrames(ref Output<TKernels>(ref target, frame), ref piece.Scratch, ref piece.Kept(frame), Skipped(TKernels.SkippedFrames, frame, rows), rows, scale);
                }
                End<TKernels>(workspace, ref piece.State, sample);
                piece.Backward(ref Unsafe.NullRef<float>(), ref parameters.First, ref g, accumulate: !block.BeginsShard || row > 0);
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
                ref Unsafe.Add(ref x, frame * TKernels.FrameInputLength), ref Output<TKernels>(ref targets, frame), ref Output<TKernels>(ref y, frame), ref w,
                ref Unsafe.Add(ref scratch, TKernels.State.Length), ref scratch, position, Skipped(TKernels.SkippedFrames, frame, rows), rows);
        }
        return loss;
    }

    /// <summary>A piece before its first frame: from zeros, or from where the sample's last piece ended.</summary>
    private static Piece<TKernels> Begin<TKernels>(ReadOnlySpan<float> inputs, Workspace workspace, int sample, int place) where TKernels : struct, IFrameTrainingKernels
    {
        workspace.Batch?.EnterBlock(sample * TKernels.SequenceLength);
        Piece<TKernels> piece = new(ref Sample(inputs, sample, TKernels.InputLength), workspace, place);
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

    /// <summary>Those of a piece's first frames, whose losses don't count, that are in a block.</summary>
    private static int Skipped(int ofPiece, int frame, int rows) => Math.Clamp(ofPiece - frame, 0, rows);

    private static ref float Sample(ReadOnlySpan<float> samples, int sample, int length) => ref Batches.Row(samples, sample, length);

    /// <summary>The place of a frame's output, or of its target or gradient, in a piece's.</summary>
    private static ref float Output<TKernels>(ref float outputs, int frame) where TKernels : struct, IFrameTrainingKernels =>
        ref Unsafe.Add(ref outputs, TKernels.GivesLastFrame ? 0 : frame * TKernels.FrameOutputLength);

    /// <summary>Where the first piece begins in a workspace.</summary>
    private static long PieceOffset<TKernels>() where TKernels : struct, IFrameTrainingKernels => TKernels.TrainingScratch + (long)TKernels.PieceGradients.Length;

    private static long PieceLength<TKernels>() where TKernels : struct, IFrameTrainingKernels =>
        TKernels.PieceState.Length + (long)TKernels.KeptOfFrames * ((TKernels.SequenceLength + Streams.BlockFrames - 1) / Streams.BlockFrames);

    /// <summary>A piece that is trained on, and its memory.</summary>
    private readonly ref struct Piece<TKernels> where TKernels : struct, IFrameTrainingKernels
    {
        private readonly ref float _x, _scratch, _state;

        /// <param name="x">The frames.</param>
        /// <param name="workspace">The memory.</param>
        /// <param name="place">The piece's place in it.</param>
        public Piece(ref float x, Workspace workspace, int place)
        {
            _x = ref x;
            _scratch = ref workspace.Scratch();
            _state = ref Unsafe.Add(ref _scratch, (nint)(PieceOffset<TKernels>() + place * PieceLength<TKernels>()));
            // Where nothing is drawn, no kernel reads it.
            Batch = workspace.Batch!;
        }

        public BatchState Batch { get; }

        public ref float Scratch => ref _scratch;

        public ref float State => ref _state;

        private ref float Carried => ref Unsafe.Add(ref _scratch, TKernels.TrainingScratch);

        public ref float X(int frame) => ref Unsafe.Add(ref _x, frame * TKernels.FrameInputLength);

        /// <summary>What the block that begins at a frame keeps.</summary>
        public ref float Kept(int frame) => ref Unsafe.Add(ref _state, (nint)TKernels.PieceState.Length + (nint)(frame / Streams.BlockFrames) * TKernels.KeptOfFrames);

        public void Forward(ref float w, int frame, int rows) => TKernels.ForwardFrames(ref X(frame), ref w, ref Scratch, ref Kept(frame), ref State, Batch, frame, rows);

        /// <summary>All blocks backward, the last first.</summary>
        /// <param name="dy">The gradients of the outputs; null where the loss's kernel has stored them.</param>
        /// <param name="w">Parameters.</param>
        /// <param name="g">Their gradients.</param>
        /// <param name="accumulate">Whether the gradients are added to <paramref name="g"/>.</param>
        public void Backward(ref float dy, ref float w, ref float g, bool accumulate)
        {
            Grids.Clear(ref Carried, TKernels.PieceGradients.Length);
            for (int frame = (TKernels.SequenceLength - 1) / Streams.BlockFrames * Streams.BlockFrames; frame >= 0; frame -= Streams.BlockFrames)
            {
                int rows = Streams.RowsAt<TKernels>(frame);
                if (!Unsafe.IsNullRef(ref dy))
                    TKernels.GradientsOfOutputs(ref Output<TKernels>(ref dy, frame), ref Scratch, ref Kept(frame), TKernels.GivesLastFrame ? Skipped(TKernels.SequenceLength - 1, frame, rows) : 0, rows);
                TKernels.BackwardFrames(ref X(frame), ref w, ref g, ref Scratch, ref Kept(frame), ref State, ref Carried, Batch, frame, rows, accumulate);
                accumulate = true;
            }
        }
    }
}
