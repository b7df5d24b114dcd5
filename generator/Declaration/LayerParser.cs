using Microsoft.CodeAnalysis;
using NetGen.Generator.Model;

namespace NetGen.Generator.Declaration;

/// <summary>Layer attribute → layer model, one case for each kind.</summary>
internal static class LayerParser
{
    /// <summary>None for an attribute of NetGen's that this compiler doesn't know: the runtime is newer.</summary>
    public static LayerModel? Parse(AttributeData layer)
    {
        AttributeArguments arguments = new(layer);
        string? name = arguments.Text("Name");
        return layer.AttributeClass!.Name switch
        {
            "DenseAttribute" => new LayerModel.Dense(
                name,
                arguments.Int("units"),
                arguments.Choice<Activation>("activation"),
                arguments.Bool("UseBias", true),
                arguments.Choice<Initializer>("Initializer")),
            _ => null,
        };
    }
}
