using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>From mathematics to decisions: the plan.</summary>
internal static class Lowerer
{
    public static Plan Lower(NetworkModel model, NetworkGraph graph)
    {
        IReadOnlyList<string> identifiers = Names.Identifiers(model.NamedLayers.Select(layer => layer.Name));
        Layouts? layouts = SuitsSamplesInLanes(graph) ? null : new(graph);
        (EquatableArray<TensorPlan> tensors, int length, int stateLength) = new ParameterPlanner(model, graph, identifiers, layouts).Place();
        Body body = layouts is null
            ? new Body.SamplesInLanes(graph, tensors, tensors.Sum(tensor => tensor.Length), [.. graph.Forward.OfType<Op.Affine>().Select(affine => LaneSentence(graph, affine))], [.. model.NamedLayers.Zip(identifiers, (layer, identifier) => (layer.Name, identifier))])
            : new NetworkPlanner(model, graph, layouts, identifiers, tensors).Plan();
        return new(
            model.Type,
            model.Type.PlainName + "Kernels",
            model.Input.ToString(),
            graph.Input.Length,
            graph.Output.Length,
            model.Loss,
            tensors,
            length,
            stateLength,
            graph.Loss switch
            {
                null => 0,
                { Kind: LossOp.SoftmaxCrossEntropy or LossOp.NegativeLogLikelihood } => 1,
                _ => graph.Output.Length,
            },
            graph.Loss?.Kind == LossOp.SigmoidBinaryCrossEntropy && graph.Loss.Y == graph.Output,
            model.Weights,
            model.Overrides,
            body,
            [.. CostModel.Rows(model, tensors, body)]);
    }

    private static string LaneSentence(NetworkGraph graph, Op.Affine affine)
    {
        Activation activation = graph.Forward.OfType<Op.Activate>().FirstOrDefault(activate => activate.X == affine.Y)?.Kind ?? Activation.Linear;
        return $"{affine.Layer}: y = {Sentences.Formula(activation, affine.B is not null)}, {affine.X.Length} → {affine.Y.Length}";
    }

    /// <summary>Few multiply-adds, and nothing but dense layers that couple no outputs of a sample.</summary>
    private static bool SuitsSamplesInLanes(NetworkGraph graph) =>
        graph.Forward.All(op => op is Op.Affine || (op is Op.Activate activate && activate.X.Name.EndsWith(".sum", StringComparison.Ordinal)))
        && graph.Forward.OfType<Op.Affine>().Sum(affine => (long)affine.W.Length) <= Limits.SamplesInLanes
        && !graph.Forward.OfType<Op.Activate>().Any(activate => activate.Kind.IsRowWise())
        && graph.Loss?.Kind is not (LossOp.SoftmaxCrossEntropy or LossOp.NegativeLogLikelihood);
}
