using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>What messages propose to write, in the notation of the network.</summary>
internal static class NotationText
{
    /// <summary>A layer to write.</summary>
    public static string Layer(this Notation notation, string kind, string arguments = "") =>
        notation == Notation.Calls ? $".{kind}({arguments})" : arguments.Length == 0 ? $"[{kind}]" : $"[{kind}({arguments})]";

    /// <summary>A kind of layer.</summary>
    public static string Kind(this Notation notation, string kind) => notation == Notation.Calls ? kind : $"[{kind}]";

    /// <summary>The shape of the network's input, which the layer reads.</summary>
    public static string Input(this Notation notation, string extents) => notation == Notation.Calls ? $"[Shape({extents})] for its input" : $"[Network({extents})]";

    /// <summary>The name of an optional argument: of an attribute's property, as it is given, or a parameter's.</summary>
    public static string Argument(this Notation notation, string property) => notation == Notation.Calls ? char.ToLowerInvariant(property[0]) + property.Substring(1) : property;

    /// <summary>An optional argument with its value.</summary>
    public static string Argument(this Notation notation, string property, string value) =>
        notation.Argument(property) + (notation == Notation.Calls ? ": " : " = ") + value;
}
