using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>The function that a network's outputs end in, which its loss must fit.</summary>
/// <param name="Function">The activation whose range the outputs have: Linear where they are sums.</param>
/// <param name="Name">What the user calls the function.</param>
/// <param name="ChosenBy">The layer that has the function as its activation; none where no layer has that choice.</param>
/// <param name="ChangedBy">The name of a layer after it that drops or pools its values; none where they are the outputs.</param>
internal sealed record Ending(Activation Function, string Name, int? ChosenBy, string? ChangedBy)
{
    public static Ending Of(NetworkModel model)
    {
        EquatableArray<string> names = LayerNames.Of(model.Layers);
        string? changedBy = null;
        for (int i = model.Layers.Count - 1; i >= 0; i--)
        {
            Layer layer = model.Layers[i];
            if (layer.Effect == Effect.Computes)
                return new(layer.Range, layer.RangeName, layer.Applied is null ? null : i, changedBy);
            if (layer.Effect != Effect.Keeps)
                changedBy ??= names[i];
        }
        return new(Activation.Linear, $"{Activation.Linear}", null, changedBy);
    }

    /// <summary>The layers that give the network's outputs, the last first: what follows each only shapes them or drops some.</summary>
    public static IEnumerable<int> Layers(NetworkModel model)
    {
        for (int i = model.Layers.Count - 1; i >= 0; i--)
        {
            yield return i;
            if (model.Layers[i].Effect is not (Effect.Keeps or Effect.Drops))
                yield break;
        }
    }

    /// <summary>Whether a layer gives the network's outputs.</summary>
    public static bool IsAt(NetworkModel model, int index) => Layers(model).Contains(index);
}
