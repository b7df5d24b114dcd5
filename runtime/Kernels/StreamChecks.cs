using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>The checks of arguments of networks over frames.</summary>
internal static class StreamChecks
{
    /// <summary>Throws unless the state was made for these kernels, since only they fit its memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Owner<TKernels>(NetworkState state) where TKernels : struct, IFrameKernels
    {
        if (state is null || !ReferenceEquals(state.Kernels, typeof(TKernels)))
            ThrowOwner(state, TKernels.Layout.Network);
    }

    /// <summary>The number of frames; throws unless the outputs have as many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Frames<TKernels>(ReadOnlySpan<float> frames, ReadOnlySpan<float> outputs) where TKernels : struct, IFrameKernels
    {
        (int count, int rest) = Math.DivRem(frames.Length, TKernels.FrameInputLength);
        long outputFrames = TKernels.GivesLastFrame ? 1 : count;
        if (rest != 0 || outputs.Length != outputFrames * TKernels.FrameOutputLength || (TKernels.GivesLastFrame && count == 0))
            ThrowFrames<TKernels>(frames.Length, outputs.Length);
        return count;
    }

    /// <summary>Throws if outputs overlap frames, except where they begin together and an output is no longer than a frame: a block's frames are read before its outputs are written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void InPlaceOrApart<TKernels>(ReadOnlySpan<float> frames, ReadOnlySpan<float> outputs, [CallerArgumentExpression(nameof(frames))] string framesName = "", [CallerArgumentExpression(nameof(outputs))] string outputsName = "") where TKernels : struct, IFrameKernels
    {
        if (TKernels.FrameOutputLength <= TKernels.FrameInputLength && Unsafe.AreSame(ref MemoryMarshal.GetReference(frames), ref MemoryMarshal.GetReference(outputs)))
            return;
        if (!frames.IsEmpty && !outputs.IsEmpty)
            BatchChecks.Apart(frames, outputs, framesName, outputsName);
    }

    [DoesNotReturn]
    public static void ThrowFrame<TKernels>(int frame, int output) where TKernels : struct, IFrameKernels => throw (frame != TKernels.FrameInputLength
        ? new ArgumentException($"frame has {frame} elements; a frame of {TKernels.Layout.Network} has {TKernels.FrameInputLength}.", nameof(frame))
        : new ArgumentException($"output has {output} elements; {TKernels.Layout.Network} gives {TKernels.FrameOutputLength} for a frame.", nameof(output)));

    [DoesNotReturn]
    private static void ThrowFrames<TKernels>(int frames, int outputs) where TKernels : struct, IFrameKernels
    {
        (int count, int rest) = Math.DivRem(frames, TKernels.FrameInputLength);
        string network = TKernels.Layout.Network;
        if (rest != 0)
            throw new ArgumentException($"frames has {frames} elements; those of {network} have {TKernels.FrameInputLength} each.", nameof(frames));
        if (!TKernels.GivesLastFrame)
            throw new ArgumentException($"outputs has {outputs} elements; {count} frames × {TKernels.FrameOutputLength} of {network} are {(long)count * TKernels.FrameOutputLength}.", nameof(outputs));
        throw count == 0
            ? new ArgumentException($"{network} gives the output of the last frame, and there is none.", nameof(frames))
            : new ArgumentException($"outputs has {outputs} elements; {network} gives {TKernels.FrameOutputLength}, for the last frame.", nameof(outputs));
    }

    [DoesNotReturn]
    private static void ThrowOwner(NetworkState? state, string network) => throw (state is null
        ? new ArgumentNullException(nameof(state))
        : new ArgumentException($"The state belongs to {state.Network} and was not made by {network}.CreateState, as it must be.", nameof(state)));
}
