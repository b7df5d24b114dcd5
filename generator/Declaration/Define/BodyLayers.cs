using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Declaration;

/// <summary>Collects the layers of a <c>Define</c>, with the shapes of their results and where each is written.</summary>
/// <param name="registry">The kinds of layers that are known.</param>
/// <param name="isStream">Whether values are those of one frame of a stream.</param>
internal sealed class BodyLayers(Registry registry, bool isStream)
{
    /// <summary>The most layers of a network: more than any that trains, few enough that a runaway loop ends soon.</summary>
    private const int Most = 10_000;

    private readonly List<DeclaredInput> _inputs = [];
    private readonly List<DeclaredLayer> _layers = [];
    private readonly List<(SyntaxNode Syntax, CallArguments Arguments)> _calls = [];
    private readonly List<int[]> _splits = [];

    public EquatableArray<DeclaredInput> Inputs => [.. _inputs];

    public EquatableArray<DeclaredLayer> Layers => [.. _layers];

    /// <summary>Where each layer is written.</summary>
    public IReadOnlyList<(SyntaxNode Syntax, CallArguments Arguments)> Calls => _calls;

    public TensorValue AddInput(string name, Shape shape)
    {
        _inputs.Add(new(name, shape));
        bool isPossible = shape.Extents.All(extent => extent > 0) && shape.Length <= int.MaxValue;
        return new(_inputs.Count - 1, isPossible ? shape : null);
    }

    /// <summary>Whether there is a layer or operation of a name.</summary>
    public bool Knows(string name) => registry.Find(name) is not null || registry.FindOperation(name) is not null;

    /// <summary>Adds a layer and infers the shape of its result by its own rule.</summary>
    public TensorValue Add(string name, CallArguments arguments, string scope, SyntaxNode syntax, params IReadOnlyList<TensorValue> from)
    {
        if (_layers.Count == Most)
            throw new BodyFaultException(BodyFaultKind.TooLong, syntax, $"more than {Most:N0} layers");
        Layer kind = (registry.Find(name) ?? registry.FindOperation(name))!(arguments);
        int index = _layers.Count;
        _layers.Add(new(kind, [.. from.Select(value => value.Index)], scope));
        _calls.Add((syntax, arguments));
        Shape? shape = kind.Check(new(index, from.All(value => value.Index < _inputs.Count), [.. from.Select(value => value.Shape)], Notation.Calls, isStream)).Output;
        return new(_inputs.Count + index, shape);
    }

    /// <summary>Declares layers to be the parts of one split, of which some may be left unread.</summary>
    public ArrayValue Split(IReadOnlyList<TensorValue> parts)
    {
        _splits.Add([.. parts.Select(part => part.Index)]);
        return new([.. parts]);
    }

    /// <summary>Drops the parts of splits that nothing reads, where another part is read.</summary>
    /// <param name="outputs">The values that the body returns.</param>
    /// <returns>The number of every value that is left; −1 for the others.</returns>
    public int[] DropUnreadParts(IEnumerable<int> outputs)
    {
        int[] numbers = new int[_inputs.Count + _layers.Count];
        HashSet<int> read = [.. _layers.SelectMany(layer => layer.From), .. outputs];
        foreach (int part in _splits.Where(parts => parts.Any(read.Contains)).SelectMany(parts => parts).Where(part => !read.Contains(part)))
            numbers[part] = -1;
        int left = 0;
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = numbers[i] < 0 ? -1 : left++;
        for (int i = _layers.Count - 1; i >= 0; i--)
            if (numbers[_inputs.Count + i] < 0)
            {
                _layers.RemoveAt(i);
                _calls.RemoveAt(i);
            }
            else
                _layers[i] = _layers[i] with { From = [.. _layers[i].From.Select(value => numbers[value])] };
        return numbers;
    }
}
