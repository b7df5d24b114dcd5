using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>Names of inputs and outputs, where a class has several: they become parameters of <c>Forward</c> and classes of constants.</summary>
internal static class ValueNameRules
{
    public static IEnumerable<Finding> Check(NetworkModel model)
    {
        if (!model.NamesValues)
            yield break;
        string[] inputs = [.. model.Inputs.Select(input => input.Name)], outputs = [.. model.Outputs.Select(output => output.Name)];
        for (int i = 0; i < inputs.Length; i++)
            if (Obstacle(inputs[i], inputs.Take(i), ValueNames.Inputs) is { } obstacle)
                yield return new(Rules.ValueNameTaken, new SourceLocation.Input(i), inputs[i], "input", model.Type.PlainName, obstacle);
        for (int i = 0; i < outputs.Length; i++)
            if ((inputs.Contains(outputs[i]) ? "it is the name of an input" : Obstacle(outputs[i], outputs.Take(i), ValueNames.Outputs)) is { } obstacle)
                yield return new(Rules.ValueNameTaken, new SourceLocation.Output(i), outputs[i], "output", model.Type.PlainName, obstacle);
    }

    /// <summary>Why the class of constants can't be written; null if it can.</summary>
    /// <param name="before">The names of the same kind before it.</param>
    /// <param name="container">The class around it: no member has the name of its class.</param>
    private static string? Obstacle(string name, IEnumerable<string> before, string container)
    {
        string identifier = ValueNames.Identifier(name);
        return identifier is ValueNames.Length or ValueNames.Offset || identifier == container ? $"'{identifier}' is a member of {container}"
            : before.FirstOrDefault(other => ValueNames.Identifier(other) == identifier) is { } other ? $"its constants would be those of '{other}'"
            : null;
    }
}
