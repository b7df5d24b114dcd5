using System.Text;
using NetGen.Tests.Reference;

namespace NetGen.Tests.RandomCases;

/// <summary>Writes a declaration as a user would.</summary>
public static class NetworkSource
{
    public static string Declare(NetworkSpec spec, string name)
    {
        var source = new StringBuilder();
        // A network that can't be trained has no loss to declare.
        string loss = spec.IsTrainable ? $", Loss = Loss.{spec.Loss}" : "";
        string unroll = spec.Unroll == Unroll.Auto ? "" : $", Unroll = Unroll.{spec.Unroll}";
        source.Append($"[Network({string.Join(", ", spec.Input.Extents)}{loss}{unroll})]\n");
        foreach (LayerSpec layer in spec.Layers)
            source.Append($"[{Named(layer)}]\n");
        return source.Append($"public sealed partial class {name};\n").ToString();
    }

    private static string Named(LayerSpec layer) => (layer.Name, layer.Attribute) switch
    {
        (null, string attribute) => attribute,
        (string name, [.. string arguments, ')']) => $"{arguments}, Name = \"{name}\")",
        (string name, string attribute) => $"{attribute}(Name = \"{name}\")",
    };
}
