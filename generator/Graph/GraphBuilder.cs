using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Graph;

/// <summary>Model → graph.</summary>
internal static class GraphBuilder
{
    public static NetworkGraph Build(NetworkModel model)
    {
        GraphDraft draft = new();
        EquatableArray<Value> inputs = [.. model.Inputs.Select(input => draft.NewValue(Shape.Vector((int)input.Shape.Length), new("", ValueRole.NetworkInput), isInput: true))];
        List<Value> values = [.. inputs];
        IReadOnlyList<Shape> shapes = model.Shapes();
        EquatableArray<string> names = LayerNames.Of(model.Layers);
        for (int i = 0; i < names.Count; i++)
        {
            (Layer kind, EquatableArray<int> from) = (model.Layers[i].Kind, model.Layers[i].From);
            values.Add(kind.Append(new(draft, names[i], i, [.. from.Select(value => shapes[value])]), [.. from.Select(value => values[value])]));
        }
        EquatableArray<Value> outputs = [.. model.Outputs.Select(output => EndInVector(draft, names[System.Math.Max(0, output.Value - inputs.Count)], values[output.Value], output.Loss))];
        EquatableArray<Node> forward = draft.DependenciesOf(outputs);
        // In panels of layers that are joined, the weights of each would have to begin at a whole float.
        if (model.Precision == Precision.Float32)
            forward = Siblings.Join(draft, forward);
        EquatableArray<Tensor> tensors = [.. draft.Tensors];
        return model.IsInferenceOnly ? new(inputs, tensors, forward, outputs, null) : Train(draft, new(inputs, tensors, forward, outputs, null), model);
    }

    /// <summary>Readers of an output, including the loss, expect channels first; so does an activation of the output, which the loss may replace.</summary>
    /// <param name="layer">The layer that computes it.</param>
    private static Value EndInVector(GraphDraft draft, string layer, Value value, Loss? loss)
    {
        Node? flatten = draft.Writer(value) is { Op: Reshape, X.Shape.Rank: > 1 } reshape ? reshape : null;
        value = flatten?.X ?? value;
        LayerBuilder end = new(draft, layer, 0, [value.Shape]);
        // A binary cross-entropy has to find the sigmoid, even if it is computed once more for other readers.
        Node? computed = loss == Loss.BinaryCrossEntropy ? Computed(draft, value) : draft.Writer(value);
        if (computed is { Op: Activate last, X.Shape.Rank: > 1 } && (loss == Loss.BinaryCrossEntropy || draft.Readers(value).All(reader => reader == flatten)))
            return draft.Add(last, computed.Layer, new(layer, ValueRole.Output), end.Owned(end.InShape(computed.X, Shape.Vector(value.Length), ValueRole.OutputSum)));
        value = end.InShape(value, Shape.Vector(value.Length), ValueRole.Output);
        // Outputs are in the network's own memory, even if no layer changes the inputs.
        return value.IsInput ? draft.Reshape(value, value.Shape, layer, new(layer, ValueRole.Output), isInput: false) : value;
    }

    /// <summary>The node that computes a value's elements, which others after it only reshape; null where that is an input.</summary>
    private static Node? Computed(GraphDraft draft, Value value)
    {
        Node? node = draft.Writer(value);
        while (node is { Op: Reshape })
            node = draft.Writer(node.X);
        return node;
    }

    private static NetworkGraph Train(GraphDraft draft, NetworkGraph graph, NetworkModel model)
    {
        EquatableArray<DeclaredOutput> declared = model.Outputs;
        (EquatableArray<Node> forward, EquatableArray<Value> outputs) = (graph.Forward, graph.Outputs);
        (LossKind? Kind, Value Argument)[] losses = [.. outputs.Zip(declared, (value, output) => Fuse(output.Loss, Computed(draft, value)?.Op.Function, forward.FirstOrDefault(node => node.Y == value), value))];
        Value[] arguments = [.. losses.Select(loss => loss.Argument)];
        Value[] targets = [.. outputs.Select(output => draft.NewValue(output.Shape, new("", ValueRole.Target)))];
        int offset = 0;
        List<LossTerm> terms = [];
        for (int i = 0; i < outputs.Count; i++)
        {
            terms.Add(new(losses[i].Kind, offset, outputs.Count == 1 ? declared[i].Weight : declared[i].Weight / LossKinds.Terms(losses[i].Kind, outputs[i].Length)));
            offset += outputs[i].Length;
        }
        Node loss = new(new ComputeLoss([.. terms]), "", [.. arguments, .. targets], [], [draft.NewValue(Shape.Vector(1), new("", ValueRole.Loss))]);
        ICollection<Value> needed = Differentiation.Needed(forward, model.InputGradients ? graph.Inputs : []);

        // The backward pass of a fused loss skips the nodes that only the declared output needs.
        Gradients fromOutput = new(draft, needed);
        EquatableArray<Value> outputGradients = [.. outputs.Select(output => draft.NewValue(output.Shape, output.Origin, output))];
        Value[] argumentGradients = new Value[outputs.Count];
        for (int i = 0; i < outputs.Count; i++)
        {
            Gradients skipped = new(draft, needed);
            skipped.Seed(outputs[i], outputGradients[i]);
            if (arguments[i] != outputs[i])
                Differentiation.Run(forward.Where(node => node.Y == outputs[i]), skipped);
            argumentGradients[i] = skipped.Of(arguments[i]) ?? draft.NewValue(arguments[i].Shape, arguments[i].Origin, arguments[i]);
            fromOutput.Take(skipped);
        }

        // A block of frames has rows without a loss, whose gradients are cleared.
        LossGradientPlace[] places = LossGradientPlace.Choose([.. losses.Select((loss, i) => (loss.Argument, argumentGradients[i], loss.Kind is not null && model.Sequence is null))], forward, outputs, fromOutput, () => new(draft, needed));
        Value[] stored = [.. places.Select(place => place.Gradient).Distinct()];
        Gradients backward = new(draft, needed);
        foreach ((Value of, Value gradient) in places.Select(place => (place.Of, place.Gradient)).Distinct())
            backward.Seed(of, gradient);
        Differentiation.Run(forward, backward);
        Node seed = new(new LossGradient([.. terms], [.. places], [.. stored.Select(gradient => gradient.Shape)]), "", loss.In, [], new(stored));
        EquatableArray<Value?> inputGradients = model.InputGradients ? [.. graph.Inputs.Select(backward.Of)] : [];
        graph = graph with { Training = new(loss, seed, outputGradients, fromOutput.Nodes, backward.Nodes, inputGradients) };
        (IReadOnlyList<Node> towardsLoss, IReadOnlyList<Node> beyond) = graph.Split();
        return graph with { Forward = [.. towardsLoss, .. beyond] };
    }

    /// <summary>Cross-entropies read logits where they can: the logarithm of a rounded probability loses its significant digits.</summary>
    /// <param name="function">The function of the output's elements.</param>
    /// <param name="last">The node that computes the output.</param>
    private static (LossKind? Kind, Value Argument) Fuse(Loss? loss, Activation? function, Node? last, Value output) => (loss, (last?.Op as Activate)?.Kind) switch
    {
        (null, _) => (null, output),
        (Loss.CrossEntropy, Activation.Softmax) => (LossKind.SoftmaxCrossEntropy, last!.X),
        (Loss.CrossEntropy, _) when function == Activation.LogSoftmax => (LossKind.NegativeLogLikelihood, output),
        (Loss.CrossEntropy, _) => (LossKind.SoftmaxCrossEntropy, output),
        (Loss.BinaryCrossEntropy, Activation.Sigmoid) => (LossKind.SigmoidBinaryCrossEntropy, last!.X),
        (Loss.BinaryCrossEntropy, _) => (LossKind.SigmoidBinaryCrossEntropy, output),
        (Loss.MeanAbsoluteError, _) => (LossKind.MeanAbsoluteError, output),
        (Loss.Huber, _) => (LossKind.Huber, output),
        (Loss.Hinge, _) => (LossKind.Hinge, output),
        _ => (LossKind.MeanSquaredError, output),
    };
}
