using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>The memory that a network over frames has for what it remembers, in one direction of time: see the runtime's <c>StreamLayout</c>.</summary>
/// <param name="name">The parameter of emitted methods that holds it.</param>
/// <param name="rows">Rows that frames fill before the histories move.</param>
internal sealed class StreamMemory(string name, int rows)
{
    private readonly List<StatePlace> _states = [], _histories = [];

    /// <summary>Memory of a fixed size.</summary>
    public StatePlace State(int size)
    {
        StatePlace place = new(this, _states.Count, IsHistory: false, 0, DenseShapes.RoundUp(size, Limits.NarrowPanelWidth));
        _states.Add(place);
        return place;
    }

    /// <summary>A buffer of the last frames of a value.</summary>
    /// <param name="frames">Frames before the first of a block.</param>
    /// <param name="width">Elements of a frame.</param>
    public StatePlace History(int frames, int width)
    {
        StatePlace place = new(this, _histories.Count, IsHistory: true, frames, width);
        _histories.Add(place);
        return place;
    }

    /// <summary>The parameter of emitted methods that holds it.</summary>
    public string Name => name;

    public StreamLayoutPlan Layout => new(
        checked((int)(States + _histories.Sum(SizeOf))),
        (int)States,
        _histories.Count == 0 ? 0 : rows,
        [.. _histories.Select(place => (OffsetOf(place), place.Frames, place.Width))]);

    private long States => _states.Sum(place => (long)place.Width);

    /// <summary>Where a place begins.</summary>
    public int OffsetOf(StatePlace place) => checked((int)(place.IsHistory
        ? States + _histories.Take(place.Index).Sum(SizeOf)
        : _states.Take(place.Index).Sum(other => (long)other.Width)));

    /// <summary>In whole vectors, so that each begins at the start of one.</summary>
    private long SizeOf(StatePlace place) => ((long)place.Frames + rows) * place.Width is var size && size <= int.MaxValue - Limits.NarrowPanelWidth
        ? DenseShapes.RoundUp((int)size + (place.Width % Limits.NarrowPanelWidth == 0 ? 0 : Limits.NarrowPanelWidth), Limits.NarrowPanelWidth)
        : throw new NotSupportedException($"A network would need {size:N0} elements for the last frames of one value, more than an array holds.");
}

/// <summary>A range of a stream's memory: a state, or a history at the row of the block's first frame.</summary>
/// <param name="Index">Its index among those of its kind.</param>
/// <param name="Frames">Rows of a history before the first frame.</param>
/// <param name="Width">Elements of a state, or of a history's row.</param>
/// <param name="FramesAgo">The row of a history, counted backwards from that of the first frame.</param>
/// <param name="Skipped">Elements of a state before the range.</param>
internal sealed record StatePlace(StreamMemory Memory, int Index, bool IsHistory, int Frames, int Width, int FramesAgo = 0, int Skipped = 0) : Operand
{
    /// <summary>The offset of its first element; of a history, for a block at its start.</summary>
    public int Offset => Memory.OffsetOf(this) + (Frames - FramesAgo) * (IsHistory ? Width : 0) + Skipped;

    /// <summary>A state without its first elements.</summary>
    public StatePlace From(int skipped) => this with { Skipped = skipped };

    /// <summary>The row of a history some frames ago.</summary>
    public StatePlace Ago(int frames) => this with { FramesAgo = frames };
}

/// <summary>The layout of a stream's memory; see the runtime's <c>StreamLayout</c>.</summary>
internal sealed record StreamLayoutPlan(int Length, int States, int Rows, EquatableArray<(int Offset, int Rows, int Width)> Histories);

/// <summary>A network over frames: what its kernels remember.</summary>
/// <param name="SequenceLength">Frames of a piece.</param>
/// <param name="SkippedFrames">The first frames of a piece, whose losses don't count.</param>
/// <param name="GivesLastFrame">Whether the output of a piece is that of its last frame.</param>
/// <param name="State">Of a stream, in inference.</param>
/// <param name="PieceState">Of a piece, in training; null for a network that only infers.</param>
/// <param name="PieceGradients">What the backward pass remembers.</param>
internal sealed record PlannedStream(int SequenceLength, int SkippedFrames, bool GivesLastFrame, StreamLayoutPlan State, StreamLayoutPlan? PieceState, StreamLayoutPlan? PieceGradients);
