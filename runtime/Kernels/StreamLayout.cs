using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>The memory of a stream: states of fixed size, then histories, each a buffer of the last frames of a value.</summary>
/// <remarks>
/// For emitted code alone.
/// <para>A history has its own rows, and after them <see cref="Rows"/> more, which frames fill one after another: a frame at position p is row p + its own rows, and earlier frames are the rows before it. When all are full, the last rows move to the start.
/// So every kernel finds frames in contiguous memory, and moving costs at most as much as writing the frames.</para>
/// </remarks>
/// <param name="Length">Elements.</param>
/// <param name="States">Elements of the states of fixed size.</param>
/// <param name="Rows">Rows that frames fill before the histories move; 0 where there are none.</param>
/// <param name="Histories">The histories.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public sealed record StreamLayout(int Length, int States, int Rows, StreamHistory[] Histories)
{
    /// <summary>Elements that are remembered between two frames, without the room for further ones.</summary>
    internal int CompactLength { get; } = States + Histories.Sum(history => history.Rows * history.Width);

    /// <summary>Moves the last rows of the histories to their start.</summary>
    /// <param name="state">The memory.</param>
    /// <param name="position">Frames since they were last moved.</param>
    internal void Rewind(ref float state, int position)
    {
        foreach (StreamHistory history in Histories)
            Of(ref state, history, position).CopyTo(Of(ref state, history, 0));
    }

    /// <summary>Copies what is remembered after some frames, states first.</summary>
    internal void Save(ref float state, int position, Span<float> compact)
    {
        MemoryMarshal.CreateSpan(ref state, States).CopyTo(compact);
        int offset = States;
        foreach (StreamHistory history in Histories)
        {
            Span<float> rows = Of(ref state, history, position);
            rows.CopyTo(compact[offset..]);
            offset += rows.Length;
        }
    }

    /// <summary>Begins with what was saved.</summary>
    internal void Load(ref float state, ReadOnlySpan<float> compact)
    {
        compact[..States].CopyTo(MemoryMarshal.CreateSpan(ref state, States));
        int offset = States;
        foreach (StreamHistory history in Histories)
        {
            Span<float> rows = Of(ref state, history, 0);
            compact.Slice(offset, rows.Length).CopyTo(rows);
            offset += rows.Length;
        }
    }

    /// <summary>Begins with zeros.</summary>
    internal void Clear(ref float state)
    {
        MemoryMarshal.CreateSpan(ref state, States).Clear();
        foreach (StreamHistory history in Histories)
            Of(ref state, history, 0).Clear();
    }

    private static Span<float> Of(ref float state, StreamHistory history, int position) =>
        MemoryMarshal.CreateSpan(ref Unsafe.Add(ref state, history.Offset + position * history.Width), history.Rows * history.Width);
}

/// <summary>The last frames of a value.</summary>
/// <param name="Offset">Where its buffer begins.</param>
/// <param name="Rows">Frames that are remembered.</param>
/// <param name="Width">Elements of a frame.</param>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public readonly record struct StreamHistory(int Offset, int Rows, int Width);
