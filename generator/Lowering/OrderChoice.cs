using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>Chooses how each group is computed, by the least total cost of the network, which includes bringing channels into the order that a reader needs.</summary>
/// <remarks>
/// A value that one group reads may have its channels in either order; of the groups before it only the least cost of each order matters.
/// A value with several readers has its channels last.
/// Candidates have the same terms of each sum in the same order, so the choice changes no bit.
/// </remarks>
internal static class OrderChoice
{
    /// <param name="general">The layers whose kernels are the runtime's, which have one order of channels.</param>
    public static IReadOnlyDictionary<Group, Candidate> Of(IReadOnlyList<Group> groups, Mode mode, ISet<string> general)
    {
        ILookup<Value, Group> readers = groups.SelectMany(group => group.Inputs.Select(value => (value, group))).ToLookup(pair => pair.value, pair => pair.group);
        Dictionary<Value, (Way Last, Way? First)> ways = [];
        Way end = Way.Start;
        foreach (Group group in groups)
        {
            EquatableArray<Value> inputs = group.Inputs;
            (Way last, Way? first) = inputs.Count == 1 ? WaysTo(inputs[0]) : (inputs.Select(input => WaysTo(input).Last).Aggregate(Way.Start, Way.Both), null);
            (Way? newLast, Way? newFirst) = (null, null);
            foreach (Candidate candidate in group.Head.Op.Candidates(group, mode).Take(general.Contains(group.Head.Layer) ? 1 : int.MaxValue))
            {
                if (candidate.KeepsOrder)
                {
                    (newLast, newFirst) = (last.And(group, candidate), first?.And(group, candidate with { Reads = ChannelOrder.First, Writes = ChannelOrder.First }));
                    continue;
                }
                if ((candidate.Reads == ChannelOrder.Last ? last : first) is not { } from)
                    continue;
                Way way = from.And(group, candidate);
                if (candidate.Writes == ChannelOrder.Last)
                    newLast = Way.Cheaper(way, newLast);
                else
                    newFirst = Way.Cheaper(way, newFirst);
            }
            Value result = group.Result;
            // With one channel both orders are the same.
            bool isEither = result.Shape.Channels == 1;
            if (newFirst is not null)
                newLast = Way.Cheaper(newLast, newFirst.And(isEither ? 0 : result.Length));
            if (isEither)
                newFirst = newLast;
            if (readers[result].Take(2).Count() != 1)
                newFirst = null;
            ways[result] = (newLast!, newFirst);
            if (!readers[result].Any())
                end = Way.Both(end, newLast!);
        }
        return end.Choices();

        (Way Last, Way? First) WaysTo(Value value) => ways.TryGetValue(value, out (Way, Way?) known) ? known : (Way.Start, null);
    }

    /// <summary>A path to a value: its cost, and how the groups along it are computed.</summary>
    private sealed class Way
    {
        private readonly long _cost;
        private readonly Way? _before;
        private readonly Way? _beside;
        private readonly (Group Group, Candidate Candidate)? _chosen;

        private Way(long cost, Way? before, Way? beside, (Group, Candidate)? chosen) => (_cost, _before, _beside, _chosen) = (cost, before, beside, chosen);

        public static Way Start { get; } = new(0, null, null, null);

        public Way And(Group group, Candidate candidate) => new(_cost + candidate.Cost, this, null, (group, candidate));

        public Way And(long cost) => new(_cost + cost, this, null, null);

        public static Way Both(Way a, Way b) => new(a._cost + b._cost, a, b, null);

        public static Way Cheaper(Way? a, Way? b) => a is null ? b! : b is null || a._cost <= b._cost ? a : b;

        public IReadOnlyDictionary<Group, Candidate> Choices()
        {
            Dictionary<Group, Candidate> choices = [];
            HashSet<Way> seen = [];
            Stack<Way> open = new([this]);
            while (open.Count > 0)
            {
                Way way = open.Pop();
                if (!seen.Add(way))
                    continue;
                if (way._chosen is var (group, candidate))
                    choices[group] = candidate;
                if (way._before is not null)
                    open.Push(way._before);
                if (way._beside is not null)
                    open.Push(way._beside);
            }
            return choices;
        }
    }
}
