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
        source.Append($"[Network({spec.InputLength}{loss}{unroll})]\n");
        foreach (LayerSpec layer in spec.Layers)
        {
            string bias = layer.UseBias ? "" : ", UseBias = false";
            string layerName = layer.Name is null ? "" : $", Name = \"{layer.Name}\"";
            source.Append($"[Dense({layer.Units}, Activation.{layer.Activation}{bias}{layerName})]\n");
        }
        return source.Append($"public sealed partial class {name};\n").ToString();
    }
}
