using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>Turns the graph into a plan.</summary>
internal static class Lowerer
{
    /// <param name="general">The layers whose kernels are the runtime's, which take sizes as arguments.</param>
    public static Plan Lower(NetworkModel model, NetworkGraph graph, ISet<string> general)
    {
        Identifiers identifiers = new(model);
        bool inLanes = model is { Sequence: null, Precision: Precision.Float32 } && SuitSamplesInLanes(graph);
        ParameterPlan parameters = ParameterPlanner.Plan(Stored(graph), graph.Forward.SelectMany(node => node.Tensors).Where(tensor => tensor.Parts.Count > 0), identifiers, !inLanes, graph.StoredAs(model.Precision), inLanes ? new Dictionary<Tensor, int>() : ChannelsLast(graph));
        EquatableArray<TensorPlan> tensors = [.. graph.Tensors.Select(tensor => parameters.Tensors[tensor])];
        Body body = inLanes
            ? new Body.SamplesInLanes(graph, identifiers, parameters.Tensors, tensors.Sum(tensor => tensor.Length))
            : new NetworkPlanner(new(graph, model.Unroll, graph.Forward.Any(node => node.Op.Suits512(node)), identifiers, parameters.Tensors, general, model.Sequence), givesLastFrame: model.GivesLastFrame).Plan();
        LossKind? loss = (graph.Training?.Loss.Op as ComputeLoss)?.Kind;
        return new(
            model.Type,
            model.Type.PlainName + "Kernels",
            model.Input,
            graph.InputLength,
            graph.OutputLength,
            [.. PlannedInput.Of(model)],
            [.. PlannedOutput.Of(model, graph)],
            [.. PlannedIndices.Of(model)],
            tensors,
            parameters.Length,
            parameters.StateLength,
            graph.Training is null ? 0 : (graph.Outputs is [var only] ? LossKinds.Terms(loss, only.Length) : 1) * model.CountedFrames,
            model.Weights,
            model.Overrides,
            body,
            [.. CostModel.Rows(model, graph, tensors, body)]) { Precision = model.Precision };
    }

    /// <summary>One input and one output, no gradients of inputs, few multiply-adds, and nothing that couples the outputs of a sample.</summary>
    private static bool SuitSamplesInLanes(NetworkGraph graph)
    {
        if (graph is not { Inputs.Count: 1, Outputs.Count: 1, Training: null or { InputGradients.Count: 0 } })
            return false;
        IEnumerable<Node> nodes = graph.Training is null ? graph.Forward : graph.Forward.Append(graph.Training.Loss);
        return nodes.All(node => node.Op.SuitsSamplesInLanes(node)) && nodes.Sum(node => node.Op.MultiplyAdds(node)) <= Limits.SamplesInLanes;
    }

    /// <summary>The tensors as they are stored: those of a node follow each other, since kernels find biases after their weights, even where a layer of several nodes lists them in another order.</summary>
    private static IEnumerable<Tensor> Stored(NetworkGraph graph)
    {
        Dictionary<Tensor, int> firstOfNode = [];
        foreach (Node node in graph.Forward)
            foreach (Tensor tensor in node.Tensors)
                firstOfNode[tensor] = node.Tensors[0].Id;
        return graph.Tensors.OrderBy(tensor => firstOfNode.TryGetValue(tensor, out int first) ? first : tensor.Id);
    }

    /// <summary>The weights whose order follows that of their inputs: an image, channels last, read as a vector.</summary>
    private static Dictionary<Tensor, int> ChannelsLast(NetworkGraph graph)
    {
        Dictionary<Value, Node> writers = graph.Forward.ToDictionary(node => node.Y);
        ILookup<Value, Node> readers = graph.Forward.SelectMany(node => node.In.Distinct().Select(value => (value, node))).ToLookup(pair => pair.value, pair => pair.node);
        ISet<Tensor> shared = graph.SharedTensors;
        Dictionary<Tensor, int> channels = [];
        foreach (Node node in graph.Forward.Where(node => node.Op.ReadsAnyOrder && !node.Tensors.Any(shared.Contains)))
            if (writers.TryGetValue(node.X, out Node? writer) && writer is { Op: Reshape, X: { IsInput: false, Shape: { Rank: > 1, Channels: > 1 } shape } } && readers[node.X].All(reader => reader.Op.ReadsAnyOrder && !reader.Tensors.Any(shared.Contains)))
                channels.Add(node.Tensors[0], shape.Channels);
        return channels;
    }
}
