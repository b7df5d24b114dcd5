using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>The definitions that have been requested, each once.</summary>
internal sealed class Definitions
{
    /// <summary>Layers that are listed by name where several share a method.</summary>
    private const int Listed = 3;

    private readonly Dictionary<Definition, Entry> _known = [];
    private readonly HashSet<(Type, string)> _stems = [];
    private readonly List<Entry> _entries = [];

    /// <param name="owner">The layer that requests it.</param>
    /// <returns>The name of the definition's method.</returns>
    public string Request(Definition definition, Owner owner)
    {
        if (!_known.TryGetValue(definition, out Entry? entry))
        {
            string stem = owner.Identifier + definition.Prefix;
            // One layer may request two of a kind, for example for inputs of different layouts.
            while (!_stems.Add((definition.GetType(), stem)))
                stem += "_";
            _known.Add(definition, entry = new(definition, owner, stem));
            _entries.Add(entry);
        }
        entry.Layers.Add(owner.Name);
        return entry.Name;
    }

    /// <summary>The layers whose methods exceed the limit: layers keep their methods in descending order of multiply-adds until one doesn't fit.</summary>
    /// <param name="limit">The most characters of text.</param>
    /// <param name="costs">Multiply-adds of each layer.</param>
    public IReadOnlyCollection<string> Beyond(long limit, Func<string, long> costs)
    {
        // In the order of requests, until the limit is exceeded.
        for (int i = 0; i < _entries.Count && Length <= limit; i++)
            Write(_entries[i]);
        if (Length <= limit)
            return [];
        IGrouping<Owner, Entry>[] owners = [.. _entries.Where(entry => entry.Definition.IsReplaceable).GroupBy(entry => entry.Owner).OrderByDescending(owner => owner.SelectMany(entry => entry.Layers).Distinct().Sum(costs))];
        int kept = 0;
        for (long left = limit - _entries.Where(entry => !entry.Definition.IsReplaceable).Sum(entry => Write(entry).Length); kept < owners.Length; kept++)
        {
            left -= TextOf(owners[kept]);
            if (left < 0)
                break;
        }
        return [.. owners.Skip(kept).SelectMany(owner => owner).SelectMany(entry => entry.Layers).Distinct()];
    }

    /// <summary>The characters written so far.</summary>
    public long Length { get; private set; }

    /// <summary>The characters of a layer's methods and of all that they request.</summary>
    private long TextOf(IGrouping<Owner, Entry> owner)
    {
        int others = _entries.Count;
        long length = owner.Sum(entry => (long)Write(entry).Length);
        for (; others < _entries.Count; others++)
            length += Write(_entries[others]).Length;
        return length;
    }

    /// <summary>Writes all methods, in their order.</summary>
    public void Emit(CodeWriter writer)
    {
        for (int i = 0; i < _entries.Count; i++)
            Write(_entries[i]);
        foreach (Entry entry in _entries.OrderBy(entry => (entry.Owner.Order, entry.Definition.Order)))
        {
            if (entry.Layers.Count > 1)
                writer.Line($"// For {entry.Owner.Name} and {Others(entry)}.");
            writer.Append(entry.Text!);
        }
    }

    private CodeWriter Write(Entry entry)
    {
        if (entry.Text is null)
        {
            // Kernels are in a type of a namespace.
            entry.Text = new CodeWriter(depth: 2);
            entry.Definition.Emit(new(entry.Text, this, entry.Owner, entry.Stem, entry.Name));
            Length += entry.Text.Length;
        }
        return entry.Text;
    }

    /// <summary>The layers that share a method with the first.</summary>
    private static string Others(Entry entry)
    {
        string[] others = [.. entry.Layers.Where(layer => layer != entry.Owner.Name)];
        return others.Length <= Listed ? string.Join(", ", others) : $"{string.Join(", ", others.Take(Listed))} and {others.Length - Listed} more";
    }

    private sealed class Entry(Definition definition, Owner owner, string stem)
    {
        public Definition Definition => definition;

        public Owner Owner => owner;

        public string Stem => stem;

        public string Name => Stem + Definition.Suffix;

        /// <summary>All layers that requested it.</summary>
        public HashSet<string> Layers { get; } = [];

        /// <summary>The methods, once they are written.</summary>
        public CodeWriter? Text { get; set; }
    }
}
