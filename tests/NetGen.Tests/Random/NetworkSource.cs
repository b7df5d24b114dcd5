using NetGen.Tests.Reference;

namespace NetGen.Tests.RandomCases;

/// <summary>Writes the declaration of a network in C#.</summary>
public static class NetworkSource
{
    public static string Declare(NetworkSpec spec, string name) =>
        string.Concat(Attributes(spec).Select(attribute => attribute + "\n")) + $"public sealed partial class {name};\n";

    /// <summary>The attributes of the class, in order.</summary>
    public static IEnumerable<string> Attributes(NetworkSpec spec)
    {
        // A network that can't be trained has no loss to declare.
        string loss = spec.IsTrainable ? $", Loss = Loss.{spec.Loss}" : "";
        string unroll = spec.Unroll == Unroll.Auto ? "" : $", Unroll = Unroll.{spec.Unroll}";
        string frames = spec.SequenceLength == 0 ? "" : $", SequenceLength = {spec.SequenceLength}{(spec.WarmupFrames == 0 ? "" : $", WarmupFrames = {spec.WarmupFrames}")}";
        string precision = spec.Precision == Precision.Float32 ? "" : $", Precision = Precision.{spec.Precision}";
        return [$"[Network({string.Join(", ", spec.Input.Extents)}{frames}{loss}{unroll}{precision})]", .. spec.Layers.Select(layer => $"[{Named(layer)}]")];
    }

    /// <summary>The attribute of a layer, with its name.</summary>
    public static string Named(LayerSpec layer) => (layer.Name, layer.Attribute) switch
    {
        (null, string attribute) => attribute,
        (string name, [.. string arguments, ')']) => $"{arguments}, Name = \"{name}\")",
        (string name, string attribute) => $"{attribute}(Name = \"{name}\")",
    };
}
