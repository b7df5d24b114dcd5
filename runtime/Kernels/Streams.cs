using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>The entry points of the kernels of networks over frames: they check every length once, then cut streams into blocks of frames.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class Streams
{
    internal const int BlockFrames = KernelConstants.BlockRows;

    /// <summary>A stream before its first frame.</summary>
    public static NetworkState CreateState<TKernels>() where TKernels : struct, IFrameKernels =>
        new(TKernels.Layout.Network, typeof(TKernels), TKernels.State.Length, TKernels.FrameScratch);

    /// <summary>A stream's next frame.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Step<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> frame, Span<float> output, NetworkState state) where TKernels : struct, IFrameKernels
    {
        StreamChecks.Owner<TKernels>(state);
        if (frame.Length != TKernels.FrameInputLength || output.Length != TKernels.FrameOutputLength)
            StreamChecks.ThrowFrame<TKernels>(frame.Length, output.Length);
        StreamChecks.InPlaceOrApart<TKernels>(frame, output);
        TKernels.CheckInputs(frame, nameof(frame));
        long call = state.Begin();
        int position = Advance<TKernels>(state, 1);
        TKernels.StepFrame(ref MemoryMarshal.GetReference(frame), ref MemoryMarshal.GetReference(output), ref parameters.First, ref state.Scratch, ref state.First, position);
        state.End(call);
    }

    /// <summary>A stream's next frames.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Process<TKernels>(ParameterBlock parameters, ReadOnlySpan<float> frames, Span<float> outputs, NetworkState state) where TKernels : struct, IFrameKernels
    {
        StreamChecks.Owner<TKernels>(state);
        int count = StreamChecks.Frames<TKernels>(frames, outputs);
        StreamChecks.InPlaceOrApart<TKernels>(frames, outputs);
        TKernels.CheckInputs(frames, nameof(frames));
        long call = state.Begin();
        for (int done = 0; done < count;)
        {
            int rows = Math.Min(BlockFrames, count - done), position = Advance<TKernels>(state, rows);
            TKernels.ProcessFrames(ref Frame(frames, done * TKernels.FrameInputLength), ref Frame(outputs, TKernels.GivesLastFrame ? 0 : done * TKernels.FrameOutputLength), ref parameters.First, ref state.Scratch, ref state.First, position, rows);
            done += rows;
        }
        state.End(call);
    }

    /// <summary>A piece from a state of zeros.</summary>
    /// <param name="x">The frames.</param>
    /// <param name="y">Their outputs.</param>
    /// <param name="w">Parameters.</param>
    /// <param name="scratch">Memory for the state, then for intermediate results.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<TKernels>(ref float x, ref float y, ref float w, ref float scratch) where TKernels : struct, IFrameKernels
    {
        TKernels.State.Clear(ref scratch);
        for (int done = 0, position = 0; done < TKernels.SequenceLength;)
        {
            int rows = RowsAt<TKernels>(done);
            Continue<TKernels>(ref scratch, ref position, rows);
            TKernels.ProcessFrames(ref Unsafe.Add(ref x, done * TKernels.FrameInputLength), ref Unsafe.Add(ref y, TKernels.GivesLastFrame ? 0 : done * TKernels.FrameOutputLength), ref w, ref Unsafe.Add(ref scratch, TKernels.State.Length), ref scratch, position, rows);
            done += rows;
            position += rows;
        }
    }

    /// <summary>Pieces one after another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ForwardBlock<TKernels>(ref float x, ref float y, ref float w, ref float scratch, int rows) where TKernels : struct, IFrameKernels
    {
        for (int row = 0; row < rows; row++)
            Forward<TKernels>(ref Unsafe.Add(ref x, row * TKernels.InputLength), ref Unsafe.Add(ref y, row * TKernels.OutputLength), ref w, ref scratch);
    }

    /// <summary>The frames of the block that begins at a frame of a piece.</summary>
    internal static int RowsAt<TKernels>(int frame) where TKernels : struct, IFrameKernels => Math.Min(BlockFrames, TKernels.SequenceLength - frame);

    /// <summary>Makes room in the histories for further frames.</summary>
    /// <param name="state">The stream's memory.</param>
    /// <param name="position">Frames since the histories were last moved.</param>
    /// <param name="rows">Further frames.</param>
    internal static void Continue<TKernels>(ref float state, ref int position, int rows) where TKernels : struct, IFrameKernels
    {
        if (position + rows <= TKernels.State.Rows)
            return;
        TKernels.State.Rewind(ref state, position);
        position = 0;
    }

    /// <returns>The position of the next frames.</returns>
    private static int Advance<TKernels>(NetworkState state, int rows) where TKernels : struct, IFrameKernels
    {
        int position = state.Position;
        Continue<TKernels>(ref state.First, ref position, rows);
        state.Position = position + rows;
        return position;
    }

    private static ref float Frame(ReadOnlySpan<float> frames, int offset) => ref Unsafe.Add(ref MemoryMarshal.GetReference(frames), offset);
}
