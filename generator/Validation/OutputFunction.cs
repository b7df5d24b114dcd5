using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>The function that computes an output, which its loss must fit.</summary>
/// <param name="Function">The activation whose range the outputs have: Linear if they are plain sums.</param>
/// <param name="Name">The user's name for the function.</param>
/// <param name="Layer">The index of the layer that computes it; null if none does.</param>
/// <param name="ChosenBy">The index of the layer that has the function as its activation; null if no layer has that argument.</param>
/// <param name="ChangedBy">The name of a layer after it that drops or pools its values; null if they are the outputs.</param>
internal sealed record OutputFunction(Activation Function, string Name, int? Layer, int? ChosenBy, string? ChangedBy)
{
    public static OutputFunction Of(NetworkModel model, DeclaredOutput output)
    {
        EquatableArray<string> names = LayerNames.Of(model.Layers);
        string? changedBy = null;
        foreach (int i in Chain(model, output))
        {
            Layer layer = model.Layers[i].Kind;
            if (layer.Effect == Effect.Computes)
                return new(layer.Range, layer.RangeName, i, layer.Applied is null ? null : i, changedBy);
            if (layer.Effect != Effect.Keeps)
                changedBy ??= names[i];
        }
        return new(Activation.Linear, $"{Activation.Linear}", null, null, changedBy);
    }

    /// <summary>The layers that produce the network's outputs, the last first: those after each only reshape them or drop some.</summary>
    public static IEnumerable<int> Layers(NetworkModel model) => model.Outputs.SelectMany(output => Layers(model, output)).Distinct();

    private static IEnumerable<int> Layers(NetworkModel model, DeclaredOutput output)
    {
        foreach (int i in Chain(model, output))
        {
            yield return i;
            if (model.Layers[i].Kind.Effect is not (Effect.Keeps or Effect.Drops))
                yield break;
        }
    }

    /// <summary>The layer that computes an output, and those before it along the first input of each.</summary>
    private static IEnumerable<int> Chain(NetworkModel model, DeclaredOutput output)
    {
        for (int i = output.Value - model.Inputs.Count; i >= 0; i = model.Layers[i].From[0] - model.Inputs.Count)
            yield return i;
    }

    /// <summary>Whether a layer produces the network's outputs.</summary>
    public static bool IsAt(NetworkModel model, int index) => Layers(model).Contains(index);
}
