using System.Collections.Immutable;

namespace NetGen.Stress.Declarations;

/// <summary>The text of an attribute, without brackets.</summary>
internal sealed record AttributeText(string Name, ImmutableArray<string> Arguments)
{
    /// <summary>Reads <c>Conv2D(6, 5, Padding = 2)</c>, none of whose arguments has a comma.</summary>
    public static AttributeText Parse(string text) => text.Split('(', 2) is [var name, var rest]
        ? new(name, [.. rest[..^1].Split(", ")])
        : new(text, []);

    public AttributeText With(int argument, string text) => this with { Arguments = Arguments.SetItem(argument, text) };

    public override string ToString() => Arguments.IsEmpty ? Name : $"{Name}({string.Join(", ", Arguments)})";
}
