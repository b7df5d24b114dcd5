using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;
using Buffer = NetGen.Generator.Graph.Buffer;

namespace NetGen.Generator.Lowering;

/// <summary>A pass being planned: memory for every value and gradient, and steps that are made once their places are known.</summary>
internal sealed class PassDraft
{
    private readonly Layouts _layouts;
    private readonly IReadOnlyDictionary<string, string> _identifiers;
    private readonly Buffer _input;
    private readonly Dictionary<Buffer, Storage?> _values = [];
    private readonly Dictionary<Buffer, Storage> _gradients = [];
    private readonly List<(Func<Step>? Make, Storage[] Needs, bool PerSample)> _steps = [];

    public PassDraft(Layouts layouts, NetworkGraph graph, IReadOnlyDictionary<string, string> identifiers)
    {
        _layouts = layouts;
        _identifiers = identifiers;
        _input = graph.Input;
        _values[_input] = null;
    }

    /// <summary>How many steps there are so far.</summary>
    public int Count => _steps.Count;

    /// <summary>A step over some memory.</summary>
    public void Add(bool perSample, Storage?[] needs, Func<Step> make) =>
        _steps.Add((make, [.. needs.OfType<Storage>()], perSample));

    /// <summary>Keeps the per-sample steps before and behind apart, where something else happens between them that needs some memory.</summary>
    public void Part(params Storage?[] needs) => _steps.Add((null, [.. needs.OfType<Storage>()], false));

    /// <summary>The memory of a value; none for the caller's inputs.</summary>
    public Storage? Value(Buffer value)
    {
        if (_values.TryGetValue(value, out Storage? known))
            return known;
        return _values[value] = _layouts.Writer(value) switch
        {
            Op.Activate activate when _layouts.IsInPlace(activate) => Value(activate.X),
            Op.Reshape reshape when _layouts.IsAlias(reshape) => Value(reshape.X),
            _ => New(value, "Value"),
        };
    }

    /// <summary>The memory of a value's gradient. An activation multiplies its derivative into its result's gradient, which then is its argument's.</summary>
    public Storage Gradient(Buffer value)
    {
        Buffer root = value;
        while (_layouts.Writer(root) is { } writer && (writer is Op.Activate || (writer is Op.Reshape reshape && _layouts.IsAlias(reshape))) && writer.X.Role == Role.Value)
            root = writer.X;
        if (!_gradients.TryGetValue(root, out Storage? storage))
            _gradients.Add(root, storage = New(root, "Gradient"));
        return storage;
    }

    /// <summary>Memory that serves all samples of a block.</summary>
    public static Storage Once(string identifier, int length) => new(identifier, length, once: true);

    /// <summary>The place of a value, once the draft is placed.</summary>
    public Place PlaceOf(Buffer value) => PlaceIn(Value(value), value);

    /// <summary>The place of a gradient, once the draft is placed.</summary>
    public Place GradientOf(Buffer value) => PlaceIn(Gradient(value), value);

    /// <summary>Places everything.</summary>
    /// <returns>Numbers of scratch, and the steps; null between two parts.</returns>
    public (int Length, IReadOnlyList<Step?> Steps) Place(int rows)
    {
        int length = ScratchAllocator.Place([.. _steps.Select(step => step.Needs)], [.. _steps.Select(step => step.PerSample)], rows);
        return (length, [.. _steps.Select(step => step.Make?.Invoke())]);
    }

    private Place PlaceIn(Storage? storage, Buffer value) =>
        new(storage?.Buffer, _layouts.GridOf(value), storage is null ? _input.Length : storage.Buffer!.Stride);

    private Storage New(Buffer value, string suffix)
    {
        Grid grid = _layouts.GridOf(value);
        string layer = value.Name.EndsWith(".sum", StringComparison.Ordinal) ? value.Name.Substring(0, value.Name.Length - 4) : value.Name;
        // A value whose activation stands apart is a sum of its own.
        string kind = suffix == "Value" && layer != value.Name && _layouts.Reader(value) is Op.Activate activate && !_layouts.IsInPlace(activate) ? "Sum" : suffix;
        // A vector may begin at the last pixel's last channel but end behind it; a border moves even a single pixel.
        bool hasPixels = grid.Pixels > 1 || grid.HasBorder || _layouts.Reader(value) is Op.Reshape { Y.Shape.Rank: > 1 };
        int slack = hasPixels && grid.Channels % Limits.NarrowPanelWidth != 0 ? Limits.NarrowPanelWidth : 0;
        return new(Identifier(layer) + kind, checked(grid.Size + slack));
    }

    /// <summary>A layer's own, or that of what is made for it: <c>dense1.input</c>.</summary>
    private string Identifier(string name)
    {
        if (_identifiers.TryGetValue(name, out string? identifier))
            return identifier;
        int dot = name.IndexOf('.');
        return dot < 0 ? char.ToUpperInvariant(name[0]) + name.Substring(1) : _identifiers[name.Substring(0, dot)] + char.ToUpperInvariant(name[dot + 1]) + name.Substring(dot + 2);
    }
}
