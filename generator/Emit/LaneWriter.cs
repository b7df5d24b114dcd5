using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>The use of a sample's terms of parameters' gradients.</summary>
internal enum Delivery
{
    /// <summary>There are none.</summary>
    None,

    /// <summary>Added to the sums of a block, <c>stride</c> lanes for each parameter.</summary>
    AddToSums,

    /// <summary>The parameter is updated with the term immediately: it is the whole sum, which starts at 0 as any other.</summary>
    TakeStep,
}

/// <summary>The text of nodes where each lane is a sample: a variable for each element.</summary>
internal sealed class LaneWriter(CodeWriter writer, Body.SamplesInLanes body, Delivery delivery, bool hasGradients, bool weighs)
{
    private readonly Dictionary<Value, List<Value>> _terms = [];
    private readonly Dictionary<Value, string> _stems = Stems(body);

    public NetworkGraph Graph => body.Graph;

    /// <summary>Whether the loss's derivatives are needed.</summary>
    public bool HasGradients => hasGradients;

    /// <summary>Values of the samples, times their weights where they may have some.</summary>
    public string Weigh(string values) => weighs ? $"options.Weigh({values}, row)" : values;

    public void Line(string text) => writer.Line(text);

    public void Emit(IEnumerable<Node> nodes)
    {
        foreach (Node node in nodes)
            node.Op.WriteInLanes(node, this);
    }

    /// <summary>The variable of a value's element.</summary>
    public string Value(Value value, int index)
    {
        if (value.Of is not { } of)
            return value.IsInput ? $"x{index}" : $"{_stems[value]}_{index}{(value.Origin.Role == ValueRole.Sum ? "_sum" : "")}";
        // Each term of a sum has its own variable.
        if (!_terms.TryGetValue(of, out List<Value>? terms))
            _terms.Add(of, terms = []);
        if (!terms.Contains(value))
            terms.Add(value);
        int term = terms.IndexOf(value);
        return $"{Value(of, index)}_gradient{(term == 0 ? "" : $"{term}")}";
    }

    public string Parameter(Tensor tensor, int index) => $"T.Broadcast(ref w, {Offset(tensor, index)})";

    /// <summary>The product of a value and a parameter, added to a sum.</summary>
    public string MultiplyAdd(Tensor tensor, int index, string value, string sum) => $"T.FusedMultiplyAdd(ref w, {Offset(tensor, index)}, {value}, {sum})";

    /// <summary>Writes the statement that uses a term of a parameter's gradient.</summary>
    public void Deliver(Tensor tensor, int index, string term)
    {
        string offset = Offset(tensor, index);
        Line(delivery == Delivery.TakeStep
            ? $"T.AddProduct(T.Create(step), T.Zero + {term}, ref w, {offset});"
            : $"T.Store(T.Add(ref sums, ({offset}) * stride, {term}), ref sums, ({offset}) * stride);");
    }

    /// <summary>Writes the statement that uses a product, a term of a parameter's gradient.</summary>
    public void Deliver(Tensor tensor, int index, string a, string b)
    {
        string offset = Offset(tensor, index);
        Line(delivery == Delivery.TakeStep
            ? $"T.AddProduct(T.Create(step), T.FusedMultiplyAdd({a}, {b}, T.Zero), ref w, {offset});"
            : $"T.AddProduct({a}, {b}, ref sums, ({offset}) * stride);");
    }

    /// <summary>The beginning of each value's variables: the layer's identifier, and where several share a name, the number of the call.</summary>
    /// <remarks>No identifier is another one followed by a capital.</remarks>
    private static Dictionary<Value, string> Stems(Body.SamplesInLanes body)
    {
        Dictionary<Origin, int> counts = [];
        Dictionary<Value, string> stems = [];
        foreach (Value value in body.Graph.Forward.SelectMany(node => node.Out))
        {
            counts.TryGetValue(value.Origin, out int count);
            counts[value.Origin] = count + 1;
            string identifier = Names.Local(body.Identifiers.Of(value.Origin.Layer));
            stems.Add(value, count == 0 ? identifier : $"{identifier}Call{count + 1}");
        }
        return stems;
    }

    private string Offset(Tensor tensor, int index) => $"{body.Tensors[tensor].Identifier} + {index}";
}
