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
        bool lanes = SuitsSamplesInLanes(graph);
        (EquatableArray<TensorPlan> tensors, int length) = ParameterPlanner.Place(model, identifiers, panels: !lanes);
        Body body = lanes
            ? new Body.SamplesInLanes(graph, tensors, tensors.Sum(Length), [.. model.NamedLayers.Select((layer, i) => LaneSentence((LayerModel.Dense)layer.Layer, layer.Name, i == 0 ? (int)model.Input.Length : ((LayerModel.Dense)model.Layers[i - 1]).Units))])
            : new OutputsInLanesPlanner(model, graph, identifiers, tensors).Plan();
        return new(
            model.Type,
            model.Type.PlainName + "Kernels",
            model.Input.ToString(),
            graph.Input.Length,
            graph.Output.Length,
            model.Loss,
            tensors,
            length,
            graph.Loss switch
            {
                null => 0,
                { Kind: LossOp.SoftmaxCrossEntropy or LossOp.NegativeLogLikelihood } => 1,
                _ => graph.Output.Length,
            },
            graph.Loss?.Kind == LossOp.SigmoidBinaryCrossEntropy && graph.Loss.Y == graph.Output,
            model.Weights,
            body,
            [.. CostModel.Rows(model, body)]);
    }

    private static string LaneSentence(LayerModel.Dense dense, string name, int inputs) =>
        $"{name}: y = {Sentences.Formula(dense.Activation, dense.UseBias)}, {inputs} → {dense.Units}";

    private static int Length(TensorPlan tensor) => tensor.Shape.Aggregate(1, (product, extent) => product * extent);

    /// <summary>Few multiply-adds, and nothing that couples a sample's outputs.</summary>
    private static bool SuitsSamplesInLanes(NetworkGraph graph) =>
        graph.Forward.OfType<Op.Affine>().Sum(affine => (long)affine.W.Length) <= Limits.SamplesInLanes
        && !graph.Forward.OfType<Op.Activate>().Any(activate => activate.Kind.IsRowWise())
        && graph.Loss?.Kind is not (LossOp.SoftmaxCrossEntropy or LossOp.NegativeLogLikelihood);
}
