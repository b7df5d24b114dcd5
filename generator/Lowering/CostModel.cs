using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>The cost table: each layer's cost, the shape of its code, and why.</summary>
internal static class CostModel
{
    public static IEnumerable<LayerCost> Rows(NetworkModel model, NetworkGraph graph, EquatableArray<TensorPlan> tensors, Body body)
    {
        ILookup<string, TensorPlan> parameters = tensors.Where(tensor => !tensor.IsStatistic).ToLookup(tensor => tensor.Layer);
        ILookup<string, Node> nodes = graph.Forward.ToLookup(node => node.Layer);
        IReadOnlyDictionary<string, CodeShape> shapes = (body as Body.OutputsInLanes)?.Shapes() ?? new Dictionary<string, CodeShape>();
        Dictionary<string, CodeShape> joined = graph.Forward.SelectMany(node => node.Op.CodeOfOthers).ToDictionary(pair => pair.Layer, pair => pair.Code);
        IReadOnlyList<Shape> values = model.Shapes();
        IReadOnlyList<string> names = LayerNames.OfValues(model);
        bool isChain = model.IsChain;
        HashSet<string> known = [];
        int next = model.Inputs.Count;
        foreach ((DeclaredLayer declared, string name) in model.NamedLayers)
        {
            Layer layer = declared.Kind;
            Shape output = values[next++];
            CodeShape code = body switch
            {
                Body.OutputsInLanes => joined.TryGetValue(name, out CodeShape? other) ? other : shapes.TryGetValue(name, out CodeShape? own) ? own : nodes[name].Select(node => node.Op.Code).LastOrDefault(known => known is not null) ?? layer.CodeWithoutKernels,
                _ => new("samples in lanes", $"the whole network has at most {Limits.SamplesInLanes} multiply-adds"),
            };
            // Layers of one name share their parameters.
            bool isNew = known.Add(name);
            long count = isNew ? parameters[name].Sum(tensor => tensor.Count) : 0;
            yield return new(name, Kind(layer), $"{output}", count, layer.MultiplyAdds([.. declared.From.Select(value => values[value])]), code.Code, code.Reason, isChain ? [] : [.. declared.From.Select(value => names[value])])
            {
                Bytes = isNew ? parameters[name].Sum(tensor => tensor.Bytes) : 0,
            };
        }
    }

    private static string Kind(Layer layer) =>
        layer.Applied is { } activation && activation != Activation.Linear ? $"{layer.Attribute}, {Sentences.NameOf(activation)}" : layer.Attribute;
}
