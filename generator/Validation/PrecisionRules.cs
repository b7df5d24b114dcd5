using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;
using NetGen.Kernels;

namespace NetGen.Generator.Validation;

/// <summary>Layers whose weights or inputs the declared precision doesn't reach.</summary>
internal static class PrecisionRules
{
    /// <param name="model">A model without errors.</param>
    public static IEnumerable<Finding> Check(NetworkModel model)
    {
        if (model.Precision == Precision.Float32)
            yield break;
        NetworkGraph graph = GraphBuilder.Build(model);
        ISet<Tensor> packable = graph.PackableWeights;
        HashSet<string> floats = [.. graph.Tensors.Where(tensor => tensor.Spec.Role is TensorRole.Weight or TensorRole.Table && !packable.Contains(tensor)).Select(tensor => tensor.Layer)];
        EquatableArray<string> names = LayerNames.Of(model.Layers);
        for (int i = 0; i < names.Count; i++)
            if (floats.Remove(names[i]))
                yield return new(Rules.KeepsFloats, new SourceLocation.Layer(i), names[i], $"{model.Precision}");
        if (model.Precision != Precision.DynamicInt8)
            yield break;
        // A layer that is called several times is reported once.
        Dictionary<string, long> inputs = graph.Forward.Where(node => node.Op.RoundedInputs > 0 && node.X.Length > node.Op.RoundedInputs).GroupBy(node => node.Layer).ToDictionary(nodes => nodes.Key, nodes => (long)nodes.First().X.Length);
        for (int i = 0; i < names.Count; i++)
            if (inputs.TryGetValue(names[i], out long count) && inputs.Remove(names[i]))
                yield return new(Rules.KeepsInputs, new SourceLocation.Layer(i), names[i], ShapeRules.Text(count), ShapeRules.Text(KernelConstants.IntegerInputs));
    }
}
