namespace NetGen;

/// <summary>A network over the frames of streams: the members that the compiler writes for a class with <see cref="NetworkAttribute.SequenceLength"/>, for code that is generic over networks.</summary>
/// <typeparam name="TSelf">The class.</typeparam>
public interface IStreamingNetwork<TSelf> : INetwork<TSelf> where TSelf : class, IStreamingNetwork<TSelf>
{
    /// <summary>Frames of a piece, which is a sample.</summary>
    static abstract int SequenceLength { get; }

    /// <summary>Elements of a frame.</summary>
    static abstract int FrameInputLength { get; }

    /// <summary>Elements of a frame's output.</summary>
    static abstract int FrameOutputLength { get; }

    /// <summary>The state of a stream before its first frame.</summary>
    static abstract NetworkState CreateState();

    /// <summary>The output of a stream's next frame. Neither allocates, locks nor calls the system.</summary>
    /// <param name="frame">FrameInputLength elements.</param>
    /// <param name="output">FrameOutputLength elements, overwritten. It may be the frame itself, where it is no longer.</param>
    /// <param name="state">The stream's state, which advances by a frame.</param>
    /// <exception cref="ArgumentException">A length is wrong, the memory overlaps otherwise, or the state belongs to another class.</exception>
    void Step(ReadOnlySpan<float> frame, Span<float> output, NetworkState state);

    /// <summary>The outputs of a stream's next frames, with the same bits as by as many calls of <see cref="Step"/>. Neither allocates, locks nor calls the system.</summary>
    /// <param name="frames">Frames × FrameInputLength elements, possibly none.</param>
    /// <param name="outputs">Frames × FrameOutputLength elements, overwritten; after <see cref="LastFrameAttribute"/> the last output alone. They may be the frames' own memory, where an output is no longer than a frame.</param>
    /// <param name="state">The stream's state, which advances by as many frames.</param>
    /// <exception cref="ArgumentException">A length is wrong, the memory overlaps otherwise, or the state belongs to another class.</exception>
    void Process(ReadOnlySpan<float> frames, Span<float> outputs, NetworkState state);
}
