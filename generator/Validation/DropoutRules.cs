using System.Collections.Generic;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>Dropouts where they do harm.</summary>
internal static class DropoutRules
{
    public static IEnumerable<Finding> Check(NetworkModel model)
    {
        EquatableArray<string> names = LayerNames.Of(model.Layers);
        for (int i = 0; i < model.Layers.Count; i++)
            if (model.Layers[i] is LayerModel.Dropout { Rate: > 0 and < 1 } && !model.IsInferenceOnly && Ending.IsAt(model, i))
                yield return new(Rules.DropsOutputs, new Place.Layer(i), names[i]);
    }
}
