using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Lowering;

/// <summary>Memory that a pass needs for something, before it has a place: the draft of a <see cref="ScratchBuffer"/>.</summary>
/// <param name="identifier">What it is called in the emitted code.</param>
/// <param name="size">Numbers for one sample.</param>
/// <param name="once">Whether it is one for all samples of a block.</param>
internal sealed class Storage(string identifier, int size, bool once = false)
{
    public string Identifier => identifier;

    /// <summary>Numbers for one sample, rounded up so that a vector that begins inside may end behind.</summary>
    public int Size { get; } = DenseShapes.RoundUp(size, Limits.NarrowPanelWidth);

    public bool IsOnce => once;

    /// <summary>The first and the last step that need it.</summary>
    public (int First, int Last) Life { get; set; }

    public ScratchBuffer? Buffer { get; set; }
}

/// <summary>Places buffers in scratch so that those needed at the same time never overlap.</summary>
internal static class ScratchAllocator
{
    /// <summary>Gives every storage its buffer; returns how much scratch they take together.</summary>
    /// <param name="steps">What each step needs, in order.</param>
    /// <param name="perSample">Whether a step takes one sample at a time: consecutive ones take one sample through all of them before the next.</param>
    /// <param name="rows">Samples of a block; 1 for a pass of one sample.</param>
    public static int Place(IReadOnlyList<IReadOnlyCollection<Storage>> steps, IReadOnlyList<bool> perSample, int rows)
    {
        (int First, int Last)[] groups = Groups(perSample, rows);
        List<(Storage Storage, int First, int Last, bool Rows)> lives = [];
        foreach (Storage storage in steps.SelectMany(step => step).Distinct())
        {
            int first = Enumerable.Range(0, steps.Count).First(i => steps[i].Contains(storage));
            int last = Enumerable.Range(0, steps.Count).Last(i => steps[i].Contains(storage));
            // What lives within one sample's way through a group is free for the next sample; what is read outside keeps a row for each.
            bool isRows = rows > 1 && !storage.IsOnce && (groups[first] != groups[last] || !perSample[first]);
            if (isRows || storage.IsOnce)
                (first, last) = (groups[first].First, groups[last].Last);
            lives.Add((storage, first, last, isRows));
        }
        List<(int Start, int End, int First, int Last)> taken = [];
        int length = 0;
        foreach ((Storage storage, int first, int last, bool isRows) in lives)
        {
            long size = (long)storage.Size * (isRows ? rows : 1);
            int start = FirstGap(taken.Where(other => other.First <= last && first <= other.Last).Select(other => (other.Start, other.End)), size);
            taken.Add((start, checked((int)(start + size)), first, last));
            storage.Buffer = new(storage.Identifier, start, isRows ? storage.Size : 0);
            length = Math.Max(length, taken[taken.Count - 1].End);
        }
        return length;
    }

    private static int FirstGap(IEnumerable<(int Start, int End)> taken, long size)
    {
        int start = 0;
        foreach ((int from, int to) in taken.OrderBy(range => range.Start))
        {
            if (from - start >= size)
                break;
            start = Math.Max(start, to);
        }
        return start + size <= int.MaxValue
            ? start
            : throw new NotSupportedException($"A block of {Limits.BlockRows} samples would need more than {int.MaxValue:N0} numbers of intermediate results, more than an array holds.");
    }

    /// <summary>The run of per-sample steps that each step belongs to; any other step, and every step of one sample, is its own.</summary>
    private static (int First, int Last)[] Groups(IReadOnlyList<bool> perSample, int rows)
    {
        var groups = new (int First, int Last)[perSample.Count];
        for (int i = 0; i < groups.Length; i++)
        {
            int last = i;
            while (rows > 1 && perSample[i] && last + 1 < groups.Length && perSample[last + 1])
                last++;
            for (int j = i; j <= last; j++)
                groups[j] = (i, last);
            i = last;
        }
        return groups;
    }
}
