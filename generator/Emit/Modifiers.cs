using System.Linq;
using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>The modifiers of an instance member, which may override one of the base class.</summary>
internal static class Modifiers
{
    /// <param name="parameters">A method's parameter types; null for a property.</param>
    public static string Of(Plan plan, string name, params string[]? parameters) =>
        plan.Overrides.Contains(parameters is null ? name : $"{name}({string.Join(", ", parameters)})".Replace("global::", "")) ? "public override" : "public";
}
