using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>The position of memory in scratch.</summary>
/// <param name="Stride">Elements from one sample to the next; 0 where memory serves one sample after another, or all.</param>
/// <param name="IsKept">Whether it is in the memory that a block keeps for its backward pass.</param>
internal readonly record struct Slot(int Offset, int Stride, bool IsKept = false);

/// <summary>Assigns the memory of a pass its offsets in scratch so that what is needed at the same time never overlaps.</summary>
internal sealed class Allocation
{
    private readonly Dictionary<Storage, Slot> _slots = [];

    /// <param name="segments">The kernels in order. Consecutive ones of a segment that take one sample at a time all run for a sample before the next sample.</param>
    /// <param name="rows">Samples of a block; 1 for a pass of one sample.</param>
    /// <param name="keepsApart">Whether what a later segment needs of the first has memory of its own, since other blocks run between them.</param>
    public Allocation(IReadOnlyList<IReadOnlyList<Kernel>> segments, int rows, bool keepsApart = false)
    {
        Kernel[] kernels = [.. segments.SelectMany(segment => segment)];
        (int First, int Last)[] runs = rows > 1 ? Runs(segments) : [.. Enumerable.Range(0, kernels.Length).Select(i => (i, i))];
        Schedule schedule = new(runs);
        foreach ((Storage storage, int first, int last) in Lives(kernels))
        {
            // Memory used only within a run is free again for the next sample; what is read outside the run has a row for each sample.
            bool isRows = rows > 1 && !storage.IsOnce && (runs[first] != runs[last] || kernels[first].Scope != Scope.Sample);
            bool isWholeRun = isRows || storage.IsOnce;
            int stride = isRows ? StrideOf(storage) : 0;
            long size = isRows ? (long)stride * rows : storage.Size;
            if (keepsApart && first < segments[0].Count && last >= segments[0].Count)
            {
                _slots.Add(storage, new(KeptLength, stride, IsKept: true));
                KeptLength = checked(KeptLength + (int)size);
                continue;
            }
            _slots.Add(storage, new(schedule.Allocate(size, first, isWholeRun ? runs[last].Last : last, isWholeRun), stride));
        }
        Length = schedule.Length;
    }

    /// <summary>Elements of scratch.</summary>
    public int Length { get; }

    /// <summary>Elements that a block keeps for its backward pass, in memory of its own.</summary>
    public int KeptLength { get; }

    public Slot this[Storage storage] => _slots[storage];

    /// <summary>Elements from one sample's memory to the next's: a vector more where the same columns of several samples would share a few sets of a cache.</summary>
    private static int StrideOf(Storage storage) => storage.Size % Limits.AliasingStride == 0 ? storage.Size + Limits.NarrowPanelWidth : storage.Size;

    /// <summary>The first and the last kernel that need each memory, in the order of the first.</summary>
    private static IEnumerable<(Storage Storage, int First, int Last)> Lives(Kernel[] kernels)
    {
        Dictionary<Storage, int> last = [];
        for (int i = 0; i < kernels.Length; i++)
            foreach (Storage storage in kernels[i].Locations.Select(location => location.Storage).OfType<Storage>())
                last[storage] = i;
        HashSet<Storage> seen = [];
        for (int i = 0; i < kernels.Length; i++)
            foreach (Storage storage in kernels[i].Locations.Select(location => location.Storage).OfType<Storage>())
                if (seen.Add(storage))
                    yield return (storage, i, last[storage]);
    }

    /// <summary>The run of per-sample kernels that each kernel belongs to; any other kernel is a run of its own.</summary>
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

    /// <summary>The state of scratch while the kernels run: memory is free again after its last use.</summary>
    /// <param name="runs">The run of each kernel.</param>
    private sealed class Schedule((int First, int Last)[] runs)
    {
        private readonly List<(int Start, int End)>?[] _ends = new List<(int, int)>?[runs.Length];

        /// <summary>The ranges free at the kernel, and those free since its run began.</summary>
        private readonly Gaps _now = new();
        private Gaps _run = new();
        private int _kernel;

        public int Length { get; private set; }

        /// <summary>The first gap that is free from one kernel to another. Requests come in ascending order of the first kernel.</summary>
        /// <param name="isWholeRun">Whether it must have been free since the run of the first began.</param>
        public int Allocate(long size, int first, int last, bool isWholeRun)
        {
            while (_kernel < first)
                Advance();
            bool isAlone = runs[first].First == runs[first].Last;
            int start = (isWholeRun && !isAlone ? _run : _now).Find(size);
            if (start + size > int.MaxValue)
                throw new NotSupportedException($"A block of {Limits.BlockRows} samples would need more than {int.MaxValue:N0} elements of intermediate results, more than an array holds.");
            int end = (int)(start + size);
            _now.Take(start, end);
            if (!isAlone)
                _run.Take(start, end);
            (_ends[last] ??= []).Add((start, end));
            Length = Math.Max(Length, end);
            return start;
        }

        private void Advance()
        {
            foreach ((int start, int end) in _ends[_kernel++] ?? [])
                _now.Free(start, end);
            if (runs[_kernel].First == _kernel && runs[_kernel].Last > _kernel)
                _run = _now.Copy();
        }
    }

    /// <summary>The free ranges of scratch, in order; the last has no end.</summary>
    private sealed class Gaps
    {
        private List<(int Start, int End)> _gaps = [(0, int.MaxValue)];

        public Gaps Copy() => new() { _gaps = [.. _gaps] };

        /// <summary>The start of the first free range of a size.</summary>
        public int Find(long size) => _gaps.First(gap => gap.End == int.MaxValue || gap.End - gap.Start >= size).Start;

        /// <summary>Takes a range, of which some may have been taken before.</summary>
        public void Take(int start, int end)
        {
            int i = FirstEndingAfter(start);
            while (i < _gaps.Count && _gaps[i].Start < end)
            {
                (int from, int to) = _gaps[i];
                _gaps.RemoveAt(i);
                if (from < start)
                    _gaps.Insert(i++, (from, start));
                if (end < to)
                    _gaps.Insert(i++, (end, to));
            }
        }

        /// <summary>Frees a range, all of which was taken.</summary>
        public void Free(int start, int end)
        {
            if (start == end)
                return;
            int i = FirstEndingAfter(start);
            if (i < _gaps.Count && _gaps[i].Start == end)
            {
                end = _gaps[i].End;
                _gaps.RemoveAt(i);
            }
            if (i > 0 && _gaps[i - 1].End == start)
                _gaps[i - 1] = (_gaps[i - 1].Start, end);
            else
                _gaps.Insert(i, (start, end));
        }

        private int FirstEndingAfter(int offset)
        {
            int low = 0, high = _gaps.Count;
            while (low < high)
                if (_gaps[(low + high) / 2].End > offset)
                    high = (low + high) / 2;
                else
                    low = (low + high) / 2 + 1;
            return low;
        }
    }
}
