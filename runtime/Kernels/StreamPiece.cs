using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>A piece of a stream that is trained on, and its memory in a workspace: its state, and what each of its blocks keeps for its backward pass.</summary>
internal readonly ref struct StreamPiece<TKernels> where TKernels : struct, IFrameTrainingKernels
{
    private readonly ref float _x, _scratch, _state;

    /// <summary>A piece at its place in a workspace.</summary>
    /// <param name="x">The frames.</param>
    /// <param name="workspace">The memory.</param>
    /// <param name="place">The piece's place in it.</param>
    public StreamPiece(ref float x, Workspace workspace, int place)
    {
        _x = ref x;
        _scratch = ref workspace.Scratch();
        _state = ref Unsafe.Add(ref _scratch, (nint)(Offset + place * Length));
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
    /// <param name="options">The layers that are trained.</param>
    public void Backward(ref float dy, ref float w, ref float g, bool accumulate, SelectedGradients options)
    {
        WholeGradients whole = default;
        if (options.IsWhole)
            Backward(ref dy, ref w, ref g, accumulate, ref whole);
        else
            Backward(ref dy, ref w, ref g, accumulate, ref options);
    }

    private void Backward<TOptions>(ref float dy, ref float w, ref float g, bool accumulate, ref TOptions options) where TOptions : struct, IGradientOptions<TOptions>
    {
        Grids.Clear(ref Carried, TKernels.PieceGradients.Length);
        for (int frame = (TKernels.SequenceLength - 1) / Streams.BlockFrames * Streams.BlockFrames; frame >= 0; frame -= Streams.BlockFrames)
        {
            int rows = Streams.RowsAt<TKernels>(frame);
            if (!Unsafe.IsNullRef(ref dy))
                TKernels.GradientsOfOutputs(ref Output(ref dy, frame), ref Scratch, ref Kept(frame), TKernels.GivesLastFrame ? Skipped(TKernels.SequenceLength - 1, frame, rows) : 0, rows);
            TKernels.BackwardFrames(ref X(frame), ref w, ref g, ref Scratch, ref Kept(frame), ref State, ref Carried, Batch, frame, rows, accumulate, ref options);
            accumulate = true;
        }
    }

    /// <summary>Where the first piece begins in a workspace.</summary>
    public static long Offset => TKernels.TrainingScratch + (long)TKernels.PieceGradients.Length;

    /// <summary>Elements of a piece.</summary>
    public static long Length => TKernels.PieceState.Length + (long)TKernels.KeptOfFrames * ((TKernels.SequenceLength + Streams.BlockFrames - 1) / Streams.BlockFrames);

    /// <summary>Those of a piece's first frames, whose losses don't count, that are in a block.</summary>
    public static int Skipped(int ofPiece, int frame, int rows) => Math.Clamp(ofPiece - frame, 0, rows);

    /// <summary>The place of a frame's output, or of its target or gradient, in a piece's.</summary>
    public static ref float Output(ref float outputs, int frame) => ref Unsafe.Add(ref outputs, TKernels.GivesLastFrame ? 0 : frame * TKernels.FrameOutputLength);
}
