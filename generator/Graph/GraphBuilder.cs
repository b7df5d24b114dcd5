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
        Value input = draft.NewValue(Shape.Vector((int)model.Input.Length), new("", ValueRole.NetworkInput), isInput: true);
        Value value = input;
        Shape shape = model.Input;
        int index = 0;
        foreach ((Layer layer, string name) in model.NamedLayers)
        {
            value = layer.Append(new(draft, name, index++, shape), value);
            shape = layer.Output(shape);
        }
        Value output = EndInVector(draft, LayerNames.Of(model.Layers)[model.Layers.Count - 1], value);
        EquatableArray<Node> forward = draft.DependenciesOf(output);
        EquatableArray<Tensor> tensors = [.. draft.Tensors];
        return new(input, tensors, forward, output, model.IsInferenceOnly ? null : Train(draft, forward, output, model.Loss));
    }

    /// <summary>Readers of the output, including the loss, expect channels first; so does an activation of the output, which the loss may replace.</summary>
    private static Value EndInVector(GraphDraft draft, string layer, Value value)
    {
        if (draft.Writer(value) is { Op: Reshape, X: { Shape.Rank: > 1 } flattened })
            value = flattened;
        LayerBuilder end = new(draft, layer, 0, value.Shape);
        if (value.Shape.Rank > 1 && draft.Writer(value) is { Op: Activate last } activation)
            return draft.Add(last, activation.Layer, new(layer, ValueRole.Output), end.Owned(end.InShape(activation.X, Shape.Vector(value.Length), ValueRole.OutputSum)));
        value = end.InShape(value, Shape.Vector(value.Length), ValueRole.Output);
        // Outputs are in the network's own memory, even if no layer changes the inputs.
        return value.IsInput ? draft.Reshape(value, value.Shape, layer, new(layer, ValueRole.Output), isInput: false) : value;
    }

    private static TrainingGraph Train(GraphDraft draft, EquatableArray<Node> forward, Value output, Loss declared)
    {
        (LossKind kind, Value argument) = Fuse(declared, forward[forward.Count - 1], output);
        Value target = draft.NewValue(output.Shape, new("", ValueRole.Target));
        Node loss = new(new ComputeLoss(kind), "", [argument, target], [], [draft.NewValue(Shape.Vector(1), new("", ValueRole.Loss))]);
        ICollection<Value> needed = Differentiation.Needed(forward);

        Gradients fromOutput = new(draft, needed);
        Value outputGradient = draft.NewValue(output.Shape, output.Origin, output);
        fromOutput.Seed(output, outputGradient);
        // The backward pass of a fused loss skips the nodes that only the declared output needs.
        if (argument != output)
            Differentiation.Run([forward[forward.Count - 1]], fromOutput);
        Value argumentGradient = fromOutput.Of(argument) ?? draft.NewValue(argument.Shape, argument.Origin, argument);

        Gradients backward = new(draft, needed);
        backward.Seed(argument, argumentGradient);
        Differentiation.Run(argument == output ? forward : forward.Take(forward.Count - 1), backward);
        Node seed = new(new LossGradient(kind, argument.Shape), "", [argument, target], [], [argumentGradient]);
        return new(loss, seed, outputGradient, fromOutput.Nodes, backward.Nodes);
    }

    /// <summary>Cross-entropies read logits where they can: the logarithm of a rounded probability loses its significant digits.</summary>
    private static (LossKind Kind, Value Argument) Fuse(Loss loss, Node last, Value output) => (loss, (last.Op as Activate)?.Kind) switch
    {
        (Loss.CrossEntropy, Activation.Softmax) => (LossKind.SoftmaxCrossEntropy, last.X),
        (Loss.CrossEntropy, Activation.LogSoftmax) => (LossKind.NegativeLogLikelihood, output),
        (Loss.CrossEntropy, _) => (LossKind.SoftmaxCrossEntropy, output),
        (Loss.BinaryCrossEntropy, Activation.Sigmoid) => (LossKind.SigmoidBinaryCrossEntropy, last.X),
        (Loss.BinaryCrossEntropy, _) => (LossKind.SigmoidBinaryCrossEntropy, output),
        (Loss.MeanAbsoluteError, _) => (LossKind.MeanAbsoluteError, output),
        (Loss.Huber, _) => (LossKind.Huber, output),
        (Loss.Hinge, _) => (LossKind.Hinge, output),
        _ => (LossKind.MeanSquaredError, output),
    };
}
