using System.Collections.Generic;
using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>Activations whose position or input makes them useless.</summary>
internal static class ActivationRules
{
    /// <param name="outputs">The shape of every layer's output.</param>
    public static IEnumerable<Finding> Check(NetworkModel model, Shape?[] outputs, Notation notation)
    {
        EquatableArray<string> names = LayerNames.Of(model.Layers);
        for (int i = 0; i < model.Layers.Count; i++)
        {
            if (model.Layers[i].Kind.Applied is not (Activation.Softmax or Activation.LogSoftmax))
                continue;
            Activation activation = model.Layers[i].Kind.Applied!.Value;
            SourceLocation location = new SourceLocation.Layer(i, Layer.ActivationArgument);
            if (outputs[i] is { Rank: > 1 } shape)
                yield return new(Rules.SoftmaxNeedsVector, location, $"{activation}", $"{shape}", Vector(model.Layers[i].Kind, activation, notation));
            else if (outputs[i] is { Length: 1 })
                yield return new(Rules.SoftmaxOfOne, location, $"{activation}", activation == Activation.Softmax ? "1" : "0") { Proposals = ["Activation.Sigmoid"] };
            else if (!OutputFunction.IsAt(model, i))
                yield return new(Rules.HiddenSoftmax, location, names[i], $"{activation}") { Proposals = ["Activation.Relu", "Activation.Tanh"] };
        }
    }

    /// <summary>How to make the activation's input a vector.</summary>
    private static string Vector(Layer layer, Activation activation, Notation notation)
    {
        string flatten = notation == Notation.Calls ? ".Flatten()" : "[Flatten]", activate = notation == Notation.Calls ? $".{activation}()" : $"[Activate(Activation.{activation})]";
        return layer.OnlyActivates ? $"{flatten} before it" : $"another activation there, then {flatten} and {activate}";
    }
}
