using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace NetGen.Kernels;

/// <summary>The kernels that the compiler emits for a network over frames. A sample is a piece of a stream: <see cref="SequenceLength"/> frames, which kernels take in blocks of at most 32, as they take independent samples in other networks.</summary>
/// <remarks>For emitted code alone. See <see cref="IKernels"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public interface IFrameKernels : IKernels
{
    /// <summary>Frames of a piece.</summary>
    static abstract int SequenceLength { get; }

    /// <summary>Elements of a frame.</summary>
    static abstract int FrameInputLength { get; }

    /// <summary>Elements of a frame's output.</summary>
    static abstract int FrameOutputLength { get; }

    /// <summary>Whether the output of a piece is that of its last frame.</summary>
    static virtual bool GivesLastFrame => false;

    /// <summary>What a stream remembers.</summary>
    static abstract StreamLayout State { get; }

    /// <summary>Elements of intermediate results of a block of frames.</summary>
    static abstract int FrameScratch { get; }

    /// <summary>One frame forward.</summary>
    /// <param name="x">The frame.</param>
    /// <param name="y">Its output.</param>
    /// <param name="w">Parameters.</param>
    /// <param name="scratch">Intermediate results.</param>
    /// <param name="state">What the stream remembers.</param>
    /// <param name="position">The row of the histories for the frame.</param>
    static abstract void StepFrame(ref float x, ref float y, ref float w, ref float scratch, ref float state, int position);

    /// <summary>A block of at most 32 frames forward; where the output is that of the last frame, the last of the block.</summary>
    /// <param name="x">The frames.</param>
    /// <param name="y">Their outputs.</param>
    /// <param name="w">Parameters.</param>
    /// <param name="scratch">Intermediate results.</param>
    /// <param name="state">What the stream remembers.</param>
    /// <param name="position">The row of the histories for the first frame.</param>
    /// <param name="rows">Frames.</param>
    static abstract void ProcessFrames(ref float x, ref float y, ref float w, ref float scratch, ref float state, int position, int rows);
}

/// <summary>The kernels that the compiler emits for the training of a network over frames: backpropagation through a piece, block by block.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public interface IFrameTrainingKernels : IFrameKernels
{
    /// <summary>Terms that a piece adds to the mean of the loss: the outputs of the frames that count, or 1 for each where the loss is a mean over frames.</summary>
    static abstract int LossTerms { get; }

    /// <summary>The first frames of a piece, whose losses do not count.</summary>
    static abstract int SkippedFrames { get; }

    /// <summary>Whether samples need the state of their batch, for random draws.</summary>
    static virtual bool DrawsAtRandom => false;

    /// <summary>What a piece remembers while it is trained on, which is all of it.</summary>
    static abstract StreamLayout PieceState { get; }

    /// <summary>What the backward pass remembers of later frames' gradients.</summary>
    static abstract StreamLayout PieceGradients { get; }

    /// <summary>Elements of results of a block of frames that its backward pass needs.</summary>
    static abstract int KeptOfFrames { get; }

    /// <summary>Elements of other intermediate results of a block.</summary>
    static abstract int TrainingScratch { get; }

    /// <summary>A block of frames forward up to the loss's arguments, with everything kept that its backward pass needs.</summary>
    static abstract void ForwardFrames(ref float x, ref float w, ref float scratch, ref float kept, ref float state, BatchState batch, int position, int rows);

    /// <summary>The sum of a block's losses, and their gradients times a scale.</summary>
    /// <param name="targets">The targets of the block; where the output is that of the last frame, the only one.</param>
    /// <param name="scratch">Intermediate results.</param>
    /// <param name="kept">Results that the backward pass needs.</param>
    /// <param name="skipped">The first frames, whose losses don't count, possibly all.</param>
    /// <param name="rows">Frames.</param>
    /// <param name="scale">The factor of gradients.</param>
    static abstract double LossOfFrames(ref float targets, ref float scratch, ref float kept, int skipped, int rows, float scale);

    /// <summary>After <see cref="ForwardFrames"/>: the outputs.</summary>
    static abstract void OutputsOfFrames(ref float x, ref float y, ref float w, ref float scratch, ref float kept, ref float state, BatchState batch, int position, int rows);

    /// <summary>Instead of the loss: takes over the gradients of the outputs.</summary>
    /// <param name="dy">The gradients of the block's outputs; where the output is that of the last frame, the only one.</param>
    /// <param name="scratch">Intermediate results.</param>
    /// <param name="kept">Results that the backward pass needs.</param>
    /// <param name="skipped">Where the output is that of the last frame, the frames before it; else 0.</param>
    /// <param name="rows">Frames.</param>
    static abstract void GradientsOfOutputs(ref float dy, ref float scratch, ref float kept, int skipped, int rows);

    /// <summary>A block of frames backward, after all later blocks of the piece.</summary>
    static abstract void BackwardFrames<TOptions>(ref float x, ref float w, ref float g, ref float scratch, ref float kept, ref float state, ref float carried, BatchState batch, int position, int rows, bool accumulate, ref TOptions options) where TOptions : struct, IGradientOptions<TOptions>;

    /// <summary><see cref="IFrameKernels.ProcessFrames"/> and the sum of the losses.</summary>
    static abstract double ProcessLoss(ref float x, ref float targets, ref float y, ref float w, ref float scratch, ref float state, int position, int skipped, int rows);
}
