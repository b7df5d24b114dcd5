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
    private readonly Queue<Entry> _open = [];

    /// <param name="owner">The layer that asks.</param>
    /// <returns>The name of the definition's method.</returns>
    public string Request(Definition definition, Owner owner)
    {
        if (!_known.TryGetValue(definition, out Entry? entry))
        {
            string stem = owner.Identifier + definition.Prefix;
            // One layer may ask for two of a kind, as for inputs that lie differently.
            while (!_stems.Add((definition.GetType(), stem)))
                stem += "_";
            _known.Add(definition, entry = new(definition, owner, stem));
            _open.Enqueue(entry);
        }
        entry.Layers.Add(owner.Name);
        return entry.Name;
    }

    /// <summary>Writes all of them, in their order.</summary>
    public void Emit(CodeWriter writer)
    {
        List<(Entry Entry, CodeWriter Text)> texts = [];
        while (_open.Count > 0)
        {
            Entry entry = _open.Dequeue();
            CodeWriter text = writer.Inner();
            entry.Definition.Emit(new(text, this, entry.Owner, entry.Stem, entry.Name));
            texts.Add((entry, text));
        }
        foreach ((Entry entry, CodeWriter text) in texts.OrderBy(each => (each.Entry.Owner.Order, each.Entry.Definition.Order)))
        {
            if (entry.Layers.Count > 1)
                writer.Line($"// For {entry.Owner.Name} and {Others(entry)}.");
            writer.Append(text);
        }
    }

    /// <summary>The layers that share a method with the first.</summary>
    private static string Others(Entry entry)
    {
        string[] others = [.. entry.Layers.Where(layer => layer != entry.Owner.Name)];
        return others.Length <= Listed ? string.Join(", ", others) : $"{string.Join(", ", others.Take(Listed))} and {others.Length - Listed} more";
    }

    private sealed record Entry(Definition Definition, Owner Owner, string Stem)
    {
        public string Name => Stem + Definition.Suffix;

        /// <summary>All that have asked.</summary>
        public HashSet<string> Layers { get; } = [];
    }
}
