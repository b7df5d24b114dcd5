using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>The cost table: what each layer costs, which shape its code has, and why.</summary>
internal static class CostModel
{
    public static IEnumerable<LayerCost> Rows(NetworkModel model, NetworkGraph graph, EquatableArray<TensorPlan> tensors, Body body)
    {
        ILookup<string, TensorPlan> parameters = tensors.Where(tensor => !tensor.IsStatistic).ToLookup(tensor => tensor.Layer);
        ILookup<string, Node> nodes = graph.Forward.ToLookup(node => node.Layer);
        IReadOnlyDictionary<string, CodeShape> shapes = (body as Body.OutputsInLanes)?.Shapes() ?? new Dictionary<string, CodeShape>();
        Shape shape = model.Input;
        foreach ((LayerModel layer, string name) in model.NamedLayers)
        {
            Shape output = ShapeInference.Of(layer, shape);
            CodeShape code = body switch
            {
                Body.OutputsInLanes => shapes.TryGetValue(name, out CodeShape? own) ? own : nodes[name].Select(node => node.Op.Code).LastOrDefault(known => known is not null) ?? Without(layer),
                _ => new("samples in lanes", $"the whole network has at most {Limits.SamplesInLanes} multiply-adds"),
            };
            yield return new(name, Kind(layer), $"{output}", parameters[name].Sum(tensor => tensor.Count), MultiplyAdds(layer, shape, output), code.Code, code.Reason);
            shape = output;
        }
    }

    private static long MultiplyAdds(LayerModel layer, Shape input, Shape output) => layer switch
    {
        LayerModel.Dense dense => input.Length * dense.Units,
        LayerModel.Convolution c => output.Length * (input.Channels / c.Groups) * c.Height.Kernel * c.Width.Kernel,
        _ => 0,
    };

    private static string Kind(LayerModel layer) =>
        layer.Applied is { } activation && activation != Activation.Linear ? $"{layer.Attribute}, {Sentences.NameOf(activation)}" : layer.Attribute;

    /// <summary>Of a layer that computes nothing.</summary>
    private static CodeShape Without(LayerModel layer) => layer switch
    {
        LayerModel.Flatten or LayerModel.Reshape => Layers.Reshape.NoCode,
        LayerModel.Dropout => new("numbers in lanes", "off outside training"),
        _ => new("numbers in lanes", "each by itself"),
    };
}
