using System.Linq;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Model;

namespace NetGen.Generator.Declaration;

/// <summary>Attributes → model. Nothing is validated here, and no source, however broken, causes an exception.</summary>
internal static class DeclarationParser
{
    public static NetworkDeclaration Parse(DeclaredNetwork declared)
    {
        ClassForm form = ClassParser.Parse(declared);
        return new(Model(declared, form), form, [.. declared.Strays.Select(stray => new StrayLayer(LayerParser.KindOf(stray), declared.ReasonOf(stray)))]);
    }

    private static NetworkModel? Model(DeclaredNetwork declared, ClassForm form)
    {
        if (declared.Networks.Length != 1)
            return null;
        AttributeArguments network = new(declared.Networks[0]);
        if (!network.AreBound || declared.Layers.Any(layer => !new AttributeArguments(layer).AreBound))
            return null;
        return new(
            TypeNames.Of(declared.Type),
            [new("input", network.Shape)],
            [.. declared.Layers.Select((layer, i) => new DeclaredLayer(declared.Parser.Parse(layer), [i]))],
            [new("output", declared.Layers.Length, network.Choice<Loss>("Loss"), network.Has("Loss"))],
            network.Choice<Unroll>("Unroll"),
            network.Text("Weights") is { } path ? WeightsPath.Normalize(path) : null,
            [.. form.Inherited.Where(inherited => inherited.Obstacle is null).Select(inherited => inherited.Member)]);
    }
}
