namespace NetGen.Data;

/// <summary>Makes datasets for networks over frames, whose samples are pieces of a stream.</summary>
public static class SequenceDataset
{
    /// <summary>Cuts a stream of frames of one element, and its targets, into pieces of the same length, copied.</summary>
    /// <param name="inputs">The elements of the stream.</param>
    /// <param name="targets">As many targets.</param>
    /// <param name="length">Frames of a piece: the network's SequenceLength.</param>
    /// <param name="overlap">Frames that a piece shares with the one before it, fewer than its own: WarmupFrames where every frame's loss should count once.</param>
    /// <exception cref="ArgumentException">The stream is shorter than a piece, the counts differ, or the pieces are more elements together than an array can have.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is less than 1, or the overlap not from 0 to one less than it.</exception>
    public static Dataset FromStream(float[] inputs, float[] targets, int length, int overlap = 0)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        return FromStream(inputs, targets, length, overlap, 1, 1);
    }

    /// <summary>Cuts a stream of frames, and the targets of each, into pieces of the same length, copied.</summary>
    /// <remarks>The first piece begins at the first frame, each further one <paramref name="length"/> − <paramref name="overlap"/> frames after the one before. Frames after the last whole piece are left out.</remarks>
    /// <param name="inputs">Frames × inputLength elements.</param>
    /// <param name="targets">Frames × targetLength elements.</param>
    /// <param name="length">Frames of a piece: the network's SequenceLength.</param>
    /// <param name="overlap">Frames that a piece shares with the one before it, fewer than its own: WarmupFrames where every frame's loss should count once.</param>
    /// <param name="inputLength">Elements of a frame.</param>
    /// <param name="targetLength">Elements of a frame's target.</param>
    /// <exception cref="ArgumentException">The stream is shorter than a piece, the counts differ, or the pieces are more elements together than an array can have.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A length is less than 1, or the overlap not from 0 to one less than that of a piece.</exception>
    public static Dataset FromStream(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, int length, int overlap, int inputLength, int targetLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(overlap);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(overlap, length);
        int frames = FramesIn(inputs, inputLength, nameof(inputs), nameof(inputLength)), others = FramesIn(targets, targetLength, nameof(targets), nameof(targetLength));
        if (frames != others)
            throw new ArgumentException($"There are {frames} frames but targets of {others}.", nameof(targets));
        if (frames < length)
            throw new ArgumentException($"The stream has {frames} frames, fewer than a piece of {length}.", nameof(inputs));
        int step = length - overlap, pieces = (frames - length) / step + 1;
        return new(Pieces(inputs, inputLength, length, step, pieces, nameof(inputs)), Pieces(targets, targetLength, length, step, pieces, nameof(targets)), length * inputLength, length * targetLength);
    }

    private static int FramesIn(ReadOnlySpan<float> elements, int length, string parameter, string lengthParameter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1, lengthParameter);
        (int frames, int rest) = Math.DivRem(elements.Length, length);
        return rest == 0 ? frames : throw new ArgumentException($"{parameter} has {elements.Length} elements, which is not a multiple of {length}, the length of a frame.", parameter);
    }

    private static float[] Pieces(ReadOnlySpan<float> stream, int frame, int length, int step, int pieces, string parameter)
    {
        if ((long)pieces * length * frame > Array.MaxLength)
            throw new ArgumentException($"The {pieces:N0} pieces of {parameter} have {(long)pieces * length * frame:N0} elements in all; a dataset holds at most {Array.MaxLength:N0}.", parameter);
        float[] samples = new float[pieces * length * frame];
        for (int piece = 0; piece < pieces; piece++)
            stream.Slice(piece * step * frame, length * frame).CopyTo(samples.AsSpan(piece * length * frame));
        return samples;
    }
}
