using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>Layers that do harm where they produce the network's outputs.</summary>
internal static class OutputRules
{
    /// <param name="outputs">The shape of every layer's output.</param>
    public static IEnumerable<Finding> Check(NetworkModel model, Shape?[] outputs, Notation notation)
    {
        if (model.IsInferenceOnly)
            return [];
        EquatableArray<string> names = LayerNames.Of(model.Layers);
        return OutputFunction.Layers(model)
            .Select(i => model.Layers[i].Kind.CheckAsOutput(ShapeRules.ContextOf(model, i, outputs, notation), names[i]))
            .OfType<Finding>()
            .Reverse();
    }
}
