using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>Where memory lies in scratch.</summary>
/// <param name="Stride">Elements from one sample to the next; 0 where memory serves one sample after another, or all.</param>
internal readonly record struct Slot(int Offset, int Stride);

/// <summary>Places the memory of a pass in scratch so that what is needed at the same time never overlaps.</summary>
internal sealed class Allocation
{
    private readonly Dictionary<Storage, Slot> _slots = [];

    /// <param name="segments">The kernels in order. Consecutive ones of a segment that take one sample at a time take a sample through all of them before the next.</param>
    /// <param name="rows">Samples of a block; 1 for a pass of one sample.</param>
    public Allocation(IReadOnlyList<IReadOnlyList<Kernel>> segments, int rows)
    {
        Kernel[] kernels = [.. segments.SelectMany(segment => segment)];
        (int First, int Last)[] runs = rows > 1 ? Runs(segments) : [.. Enumerable.Range(0, kernels.Length).Select(i => (i, i))];
        Taken taken = new();
        foreach ((Storage storage, int first, int last) in Lives(kernels))
        {
            // What lives within one sample's way through a run is free for the next sample; what is read outside keeps a row for each.
            bool isRows = rows > 1 && !storage.IsOnce && (runs[first] != runs[last] || kernels[first].Scope != Scope.Sample);
            (int from, int to) = isRows || storage.IsOnce ? (runs[first].First, runs[last].Last) : (first, last);
            int start = taken.Place((long)storage.Size * (isRows ? rows : 1), from, to);
            _slots.Add(storage, new(start, isRows ? storage.Size : 0));
        }
        Length = taken.Length;
    }

    /// <summary>Elements of scratch.</summary>
    public int Length { get; }

    public Slot this[Storage storage] => _slots[storage];

    /// <summary>The first and the last kernel that need each memory, in the order of the first.</summary>
    private static IEnumerable<(Storage Storage, int First, int Last)> Lives(Kernel[] kernels)
    {
        Dictionary<Storage, int> last = [];
        for (int i = 0; i < kernels.Length; i++)
            foreach (Storage storage in kernels[i].Places.Select(place => place.Storage).OfType<Storage>())
                last[storage] = i;
        HashSet<Storage> seen = [];
        for (int i = 0; i < kernels.Length; i++)
            foreach (Storage storage in kernels[i].Places.Select(place => place.Storage).OfType<Storage>())
                if (seen.Add(storage))
                    yield return (storage, i, last[storage]);
    }

    /// <summary>The run of per-sample kernels that each kernel belongs to; any other is its own.</summary>
    private static (int First, int Last)[] Runs(IEnumerable<IReadOnlyList<Kernel>> segments)
    {
        List<(int First, int Last)> runs = [];
        foreach (IReadOnlyList<Kernel> segment in segments)
        {
            int begin = runs.Count;
            for (int i = 0; i < segment.Count;)
            {
                int end = i;
                while (segment[i].Scope == Scope.Sample && end + 1 < segment.Count && segment[end + 1].Scope == Scope.Sample)
                    end++;
                for (int j = i; j <= end; j++)
                    runs.Add((begin + i, begin + end));
                i = end + 1;
            }
        }
        return [.. runs];
    }

    /// <summary>Ranges of scratch, and when they are in use.</summary>
    private sealed class Taken
    {
        private readonly List<(int Start, int End, int First, int Last)> _ranges = [];

        public int Length { get; private set; }

        /// <summary>The first gap that is free from one kernel to another.</summary>
        public int Place(long size, int first, int last)
        {
            int start = 0;
            foreach ((int from, int to, _, _) in _ranges.Where(other => other.First <= last && first <= other.Last).OrderBy(range => range.Start))
            {
                if (from - start >= size)
                    break;
                start = Math.Max(start, to);
            }
            if (start + size > int.MaxValue)
                throw new NotSupportedException($"A block of {Limits.BlockRows} samples would need more than {int.MaxValue:N0} numbers of intermediate results, more than an array holds.");
            _ranges.Add((start, (int)(start + size), first, last));
            Length = Math.Max(Length, (int)(start + size));
            return start;
        }
    }
}
