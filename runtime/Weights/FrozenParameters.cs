using NetGen.Training;

namespace NetGen;

/// <summary>The layers of a network that are not trained, and which ranges of its parameters those are. Never changes: freezing another layer makes another one.</summary>
internal sealed class FrozenParameters
{
    private readonly ParameterLayout _layout;
    private readonly bool[] _isFrozen;

    /// <summary>The ranges that are trained, padding included, and those that are not, in the block's order.</summary>
    private readonly (int Start, int Length)[] _trained, _frozen;

    private FrozenParameters(ParameterLayout layout, bool[] isFrozen)
    {
        (_layout, _isFrozen) = (layout, isFrozen);
        TensorLayout[] tensors = [.. layout.Parameters];
        _frozen = [.. ParameterLayout.Merge(tensors.Where(tensor => isFrozen[layout.LayerOf(tensor)]).SelectMany(tensor => RangesOf(tensor, tensors)))];
        _trained = [.. Between(_frozen, layout.Length)];
    }

    /// <summary>Whether the layer of an index among those with parameters is frozen.</summary>
    public bool this[int layer] => _isFrozen[layer];

    /// <summary>The names of the frozen layers.</summary>
    public IEnumerable<string> Names => _layout.Layers.Where((_, layer) => _isFrozen[layer]);

    /// <summary>The frozen layers after some have been added or removed; null for none.</summary>
    /// <exception cref="ArgumentException">There is no layer with parameters of one of the names.</exception>
    public static FrozenParameters? With(FrozenParameters? before, ParameterLayout layout, ReadOnlySpan<string> names, bool isFrozen)
    {
        bool[] flags = before is null ? new bool[layout.Layers.Count] : [.. before._isFrozen];
        foreach (string name in names)
            foreach (int layer in layout.LayersOf(name))
                flags[layer] = isFrozen;
        return flags.Contains(true) ? new(layout, flags) : null;
    }

    /// <summary>Sets the frozen elements of a range to zero.</summary>
    public void Clear(ParameterBlock gradients, int start, int length)
    {
        for (int i = FirstIn(_frozen, start); i < _frozen.Length && _frozen[i].Start < start + length; i++)
        {
            (int from, int count) = Intersection(_frozen[i], start, length);
            gradients.Values.Slice(from, count).Clear();
        }
    }

    /// <summary>Updates the trained elements of a range.</summary>
    public void Update(Optimizer optimizer, ParameterBlock gradients, int start, int length)
    {
        for (int i = FirstIn(_trained, start); i < _trained.Length && _trained[i].Start < start + length; i++)
        {
            (int from, int count) = Intersection(_trained[i], start, length);
            optimizer.Update(gradients, from, count);
        }
    }

    /// <summary>p ← p + step·g for the trained elements.</summary>
    public void Descend(ParameterBlock parameters, ParameterBlock gradients, float step)
    {
        foreach ((int start, int length) in _trained)
            Sgd.Descend(parameters, gradients, step, start, length);
    }

    /// <summary>A tensor with its padding; without it where that holds other layers' parameters, which are stored side by side with these.</summary>
    private static IEnumerable<(int Start, int Length)> RangesOf(TensorLayout tensor, TensorLayout[] tensors) =>
        tensors.Any(other => !ReferenceEquals(other, tensor) && other.Offset < tensor.Offset + tensor.Stored && tensor.Offset < other.Offset + other.Stored)
            ? tensor.Ranges()
            : [(tensor.Offset, (int)tensor.Stored)];

    /// <summary>The first range that ends after a place.</summary>
    private static int FirstIn((int Start, int Length)[] ranges, int start)
    {
        int low = 0, high = ranges.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (ranges[middle].Start + ranges[middle].Length > start)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }

    private static (int Start, int Length) Intersection((int Start, int Length) range, int start, int length)
    {
        int from = Math.Max(range.Start, start);
        return (from, Math.Min(range.Start + range.Length, start + length) - from);
    }

    private static IEnumerable<(int Start, int Length)> Between((int Start, int Length)[] ranges, int length)
    {
        int end = 0;
        foreach ((int start, int count) in ranges.Append((length, 0)))
        {
            if (start > end)
                yield return (end, start - end);
            end = start + count;
        }
    }
}
