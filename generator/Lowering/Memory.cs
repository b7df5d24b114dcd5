using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Lowering;

/// <summary>Assigns each value of a pass its memory. Views share it, and a result is computed in place of an argument that no later node reads; in a group that begins with another op, of none that its first op still reads.</summary>
internal sealed class Memory
{
    private readonly Dictionary<Value, Class> _classes = [];
    private readonly Views _views;
    private readonly Identifiers _identifiers;
    private readonly Dictionary<string, int> _names = [];
    private readonly Dictionary<Value, int> _lastReads = [];

    /// <summary>Where values that are ranges of others begin in their memory.</summary>
    private readonly Dictionary<Value, int> _starts = [];

    /// <summary>The values of ops that read past their ends.</summary>
    private readonly HashSet<Value> _readPastEnd;
    private int _storages;

    /// <param name="groups">All groups of the pass, in order.</param>
    /// <param name="kept">Values that something other than a node reads, each with the index of the node before which that happens.</param>
    public Memory(NetworkGraph graph, Views views, Identifiers identifiers, IEnumerable<Group> groups, IEnumerable<(Value Value, int Before)> kept)
    {
        _views = views;
        _identifiers = identifiers;
        Node[] nodes = [.. groups.SelectMany(group => group.Nodes)];
        _readPastEnd = [.. nodes.Where(node => node.Op.ReadsPastEnd(node)).SelectMany(node => node.In.Concat(node.Out))];
        Dictionary<Node, Value> fusedWith = groups.SelectMany(group => group.Nodes.Zip(group.Epilogue, (node, next) => (node, next))).ToDictionary(pair => pair.next, pair => pair.node.Y);
        for (int i = 0; i < nodes.Length; i++)
            foreach (Value value in nodes[i].In)
                _lastReads[value] = i;
        foreach ((Value value, int before) in kept)
            if (!_lastReads.TryGetValue(value, out int read) || read < before)
                _lastReads[value] = before;
        int offset = 0;
        foreach (Value input in graph.Inputs)
        {
            _classes.Add(input, new(input) { IsCallers = true, Offset = offset });
            offset += input.Length;
        }
        for (int i = 0; i < nodes.Length; i++)
        {
            Node node = nodes[i];
            for (int j = 0; j < node.Out.Count; j++)
            {
                Value result = node.Out[j];
                if (_classes.ContainsKey(result))
                    continue;
                int? start = node.Op.ViewAt(node, j, views);
                Class? shared = start is not null ? ClassOf(node.X)
                    : node.Op.Overwrites(node, views) is { } input && ClassOf(fusedWith.TryGetValue(node, out Value? fused) ? fused : node.In[input]) is { IsCallers: false, IsParted: false } written && written.LastRead <= i ? written
                    : null;
                shared = shared is null ? new(result) { LastRead = LastRead(result) } : shared.With(result, LastRead(result));
                _classes.Add(result, shared);
                if (start is not null)
                    _starts[result] = Start(node.X) + start.Value;
                shared.IsParted |= start > 0 || (node.Out.Count > 1 && start is not null);
            }
            for (int j = 0; j < node.In.Count; j++)
                if (node.Op.PlaceOf(node, j, views) is { } place && ClassOf(node.In[j]) is { IsCallers: false, IsParted: false } part && (j == node.In.Count - 1 || part.Values.All(FillsVectors)))
                    Place(part, ClassOf(node.Y), place);
        }
    }

    /// <summary>Computes the values of a class in a range of the memory of another.</summary>
    private void Place(Class part, Class whole, int start)
    {
        foreach (Value value in part.Values)
        {
            _starts[value] = Start(value) + start;
            _classes[value] = whole.With(value, part.LastRead);
        }
        whole.IsParted = true;
    }

    /// <summary>Whether the last vector of what a kernel writes ends where the value ends, so that another may follow.</summary>
    private bool FillsVectors(Value value) => !_readPastEnd.Contains(value) && _views.GridOf(value) is { HasBorder: false } grid && (grid.IsSpatial ? grid.Channels : value.Length) % Limits.NarrowPanelWidth == 0;

    private int Start(Value value) => _starts.TryGetValue(value, out int start) ? start : 0;

    /// <summary>The location of a value.</summary>
    public Location At(Value value) => new(StorageOf(ClassOf(value)), _views.GridOf(value), ClassOf(value).Offset + Start(value));

    public Grid GridOf(Value value) => _views.GridOf(value);

    /// <summary>Memory for something that is not a value.</summary>
    public Storage New(string identifier, int size, bool isOnce = false) =>
        new(_storages++, Unique(identifier), DenseShapes.RoundUp(size, Limits.NarrowPanelWidth), isOnce);

    /// <summary>A name that no other memory of the pass has: a value of several readers has a gradient for each.</summary>
    private string Unique(string identifier)
    {
        _names.TryGetValue(identifier, out int count);
        _names[identifier] = count + 1;
        return count == 0 ? identifier : $"{identifier}{count + 1}";
    }

    private Class ClassOf(Value value)
    {
        if (!_classes.TryGetValue(value, out Class? found))
            _classes.Add(value, found = new(value) { LastRead = LastRead(value) });
        return found;
    }

    /// <summary>The last node that reads a value, or before which something else does; −1 for none.</summary>
    private int LastRead(Value value) => _lastReads.TryGetValue(value, out int last) ? last : -1;

    private Storage? StorageOf(Class shared) => shared.IsCallers ? null : shared.Storage ??= New(shared);

    private Storage New(Class shared)
    {
        Value value = shared.Root;
        Grid grid = _views.GridOf(value);
        string kind = value.Of is not null ? "Gradient" : value.Origin.Role is ValueRole.Sum or ValueRole.OutputSum && shared.IsAlone ? "Sum" : "Value";
        // A vector may begin at the last pixel's last channel but end outside it, also where the value is seen as a vector too; a border moves even a single pixel.
        bool hasPixels = grid.IsSpatial || _views.Readers(value).Any(node => node.Out.Any(result => result.Shape.Rank > 1) && value.Shape.Rank == 1);
        bool hasSmallPixels = shared.Values.Select(_views.GridOf).Any(seen => seen.IsSpatial && seen.Channels % Limits.NarrowPanelWidth != 0);
        bool spills = shared.Values.Any(each => _readPastEnd.Contains(each) || each.Of is not null && _views.Readers(each).Any(node => node.Op.SpillsInputGradient(node)));
        int slack = spills || shared.IsParted || hasSmallPixels || (hasPixels && grid.Channels % Limits.NarrowPanelWidth != 0) ? Limits.NarrowPanelWidth : 0;
        return New(_identifiers.Of(value.Origin) + kind, checked(shared.Size(_views) + slack));
    }

    /// <summary>Values that share memory.</summary>
    private sealed class Class(Value first)
    {
        private readonly List<Value> _values = [first];

        public IEnumerable<Value> Values => _values;

        public bool IsCallers { get; set; }

        /// <summary>Whether some values are ranges of others; vectors that begin in one may end in the next, so nothing is written in place.</summary>
        public bool IsParted { get; set; }

        /// <summary>The offset in a sample of the caller's inputs.</summary>
        public int Offset { get; set; }

        public Storage? Storage { get; set; }

        /// <summary>The value nearest to the network's input, after which the memory is named.</summary>
        public Value Root => _values[0].Of is null ? _values[0] : _values[_values.Count - 1];

        /// <summary>Elements of the largest value: the others have its size or are ranges of it.</summary>
        public int Size(Views views) => _values.Max(value => views.GridOf(value).Size);

        public bool IsAlone => _values.Count == 1;

        /// <summary>The last node that reads one of the values, or before which something else does.</summary>
        public int LastRead { get; set; }

        public Class With(Value value, int read)
        {
            _values.Add(value);
            LastRead = System.Math.Max(LastRead, read);
            return this;
        }
    }
}
