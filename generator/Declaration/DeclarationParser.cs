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
        return new(Model(declared, form), form, Define(declared), [.. declared.Strays.Select(stray => new StrayLayer(LayerParser.KindOf(stray), declared.ReasonOf(stray)))]);
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
            declared.Body is { } body ? body.Inputs : [new("input", network.Shape)],
            declared.Body is { } defined ? defined.Layers : [.. declared.Layers.Select((layer, i) => new DeclaredLayer(declared.Parser.Parse(layer), [i]))],
            Outputs(declared, network),
            network.Choice<Unroll>("Unroll"),
            network.Text("Weights") is { } path ? WeightsPath.Normalize(path) : null,
            [.. form.Inherited.Where(inherited => inherited.Obstacle is null).Select(inherited => inherited.Member)],
            network.Bool("InputGradients", false),
            Sequence(network),
            network.Choice<Precision>("Precision"));
    }

    private static Sequence? Sequence(Arguments network)
    {
        Sequence sequence = new(network.Int("SequenceLength"), network.Int("WarmupFrames"));
        return sequence is { Length: 0, WarmupFrames: 0 } ? null : sequence;
    }

    /// <summary>The only output has the network's loss unless it has its own; one of several has its own or none.</summary>
    private static EquatableArray<DeclaredOutput> Outputs(DeclaredNetwork declared, Arguments network)
    {
        EquatableArray<(string Name, int Value)> values = declared.Body is { } body ? body.Outputs : [("output", declared.Layers.Length)];
        OutputForm[] forms = [.. declared.Outputs.Select(Output)];
        return [.. values.Select(value => forms.FirstOrDefault(form => form.Name == value.Name) is { } own
            ? new DeclaredOutput(value.Name, value.Value, own.Loss, true, own.Weight)
            : new DeclaredOutput(value.Name, value.Value, values.Count == 1 ? network.Choice<Loss>("Loss") : null, values.Count == 1 && network.Has("Loss")))];
    }

    private static OutputForm Output(AttributeData attribute)
    {
        AttributeArguments arguments = new(attribute);
        return new(arguments.Text("name") ?? "", arguments.Choice<Loss>("loss"), arguments.Double("Weight", 1));
    }

    private static DefineForm Define(DeclaredNetwork declared)
    {
        bool hasShape = declared.Networks.Any(network => network.ConstructorArguments.Length > 0), hasLoss = declared.Networks.Any(network => new AttributeArguments(network).Has("Loss"));
        return new(declared.Body is not null, declared.Layers.Length > 0, hasShape || declared.Networks.Length != 1, hasLoss, [.. declared.Outputs.Select(Output)], declared.Body?.Faults ?? [], declared.Body is null or { IsComplete: true });
    }
}
