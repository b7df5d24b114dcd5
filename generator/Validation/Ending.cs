using System.Linq;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>The function that a network's outputs end in, which its loss must fit.</summary>
/// <param name="Function">Linear where outputs are sums; <see cref="Activation.LeakyRelu"/> for PRelu, which has its range.</param>
/// <param name="Name">What the user calls the function.</param>
/// <param name="ChangedBy">The name of a layer behind it, a dropout or a pool, that makes other numbers of its values; none where they are the outputs.</param>
internal sealed record Ending(Activation Function, string Name, string? ChangedBy)
{
    public static Ending Of(NetworkModel model)
    {
        string? changedBy = null;
        foreach ((LayerModel layer, string name) in model.NamedLayers.Reverse())
            switch (layer)
            {
                case { KeepsNumbers: true }:
                    break;
                case LayerModel.Dropout or LayerModel.Pool or LayerModel.GlobalPool:
                    changedBy ??= name;
                    break;
                case LayerModel.PRelu:
                    return new(Activation.LeakyRelu, "PRelu", changedBy);
                default:
                    Activation function = layer.Applied ?? Activation.Linear;
                    return new(function, $"{function}", changedBy);
            }
        return new(Activation.Linear, $"{Activation.Linear}", changedBy);
    }

    /// <summary>Whether a layer gives the network's outputs: what follows it only shapes them or drops some.</summary>
    public static bool IsAt(NetworkModel model, int index) =>
        model.Layers.Skip(index + 1).All(layer => layer.KeepsNumbers || layer is LayerModel.Dropout);
}
