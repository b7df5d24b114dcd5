using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>Phrases that a dense layer's methods share.</summary>
internal static class DenseText
{
    public const string Optimize = "[MethodImpl(Kernel)]";

    public const string Door = "[MethodImpl(Door)]";

    public static string BiasParameter(DensePlan layer) => layer.Bias is null ? "" : ", ref float b";

    /// <summary>Arguments for the weights and biases of column j.</summary>
    public static string Column(DensePlan layer)
    {
        string column = layer.Panels == 1 ? "j" : $"Panel(j, {layer.Inputs})";
        string bias = layer.Bias is null ? "" : $", ref At(ref w, {layer.Bias.Identifier} + j)";
        return $"ref At(ref w, {layer.Weight.Identifier} + {column}){bias}";
    }

    /// <summary>Stores a finished sum, through the activation that is fused with it.</summary>
    public static string Store(DensePlan layer, string value, string place) =>
        layer.Fused == Activation.Linear ? $"T.Store({value}, ref y, {place});" : $"T.Store(Activations.{layer.Fused}({value}), ref y, {place});";
}
