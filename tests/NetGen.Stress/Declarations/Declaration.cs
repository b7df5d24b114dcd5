using System.Collections.Immutable;

namespace NetGen.Stress.Declarations;

/// <summary>A source with a valid or invalid declaration of a network.</summary>
/// <param name="Attributes">The attributes, in order.</param>
/// <param name="Form">The file, with the placeholders <c>$A</c> for the attributes and <c>$N</c> for the name of the class.</param>
/// <param name="Name">The name of the class.</param>
/// <param name="Style">The style of the attributes.</param>
/// <param name="Damage">The damage to the text, if any.</param>
internal sealed record Declaration(ImmutableArray<AttributeText> Attributes, string Form, string Name, Style Style, Damage? Damage)
{
    public string Source => Damage is { } damage ? damage.Apply(Text) : Text;

    private string Text => "using System;\nusing NetGen;\n" + Form.Replace("$A", Brackets()).Replace("$N", Name) + "\n";

    /// <summary>Simpler declarations, each with one element removed.</summary>
    public IEnumerable<Declaration> Simpler()
    {
        if (Damage is not null)
            yield return this with { Damage = null };
        if (Form != Forms.Plain)
            yield return this with { Form = Forms.Plain };
        if (Name != Forms.PlainName)
            yield return this with { Name = Forms.PlainName };
        if (Style != Style.Apart)
            yield return this with { Style = Style.Apart };
        for (int i = 0; i < Attributes.Length; i++)
        {
            yield return this with { Attributes = Attributes.RemoveAt(i) };
            for (int j = 0; j < Attributes[i].Arguments.Length; j++)
                yield return this with { Attributes = Attributes.SetItem(i, Attributes[i] with { Arguments = Attributes[i].Arguments.RemoveAt(j) }) };
        }
    }

    private string Brackets() => Style switch
    {
        Style.Together when Attributes.Length > 0 => $"[{string.Join(", ", Attributes)}]",
        Style.Qualified => string.Join("\n", Attributes.Select(attribute => $"[global::NetGen.{attribute with { Name = attribute.Name + "Attribute" }}]")),
        _ => string.Join("\n", Attributes.Select(attribute => $"[{attribute}]")),
    };
}

/// <summary>The style of attributes.</summary>
internal enum Style
{
    /// <summary>Each in its own list.</summary>
    Apart,

    /// <summary>All in one list.</summary>
    Together,

    /// <summary>Each with its full name.</summary>
    Qualified,
}

/// <summary>The replacement of a range of a text, as while typing.</summary>
/// <param name="Place">The relative start, from 0 to 1.</param>
/// <param name="Length">The relative length, from 0 to 1.</param>
/// <param name="Replacement">The replacement.</param>
internal sealed record Damage(double Place, double Length, string Replacement)
{
    public string Apply(string text)
    {
        int start = (int)(Place * text.Length), length = (int)(Length * (text.Length - start));
        return text.Remove(start, length).Insert(start, Replacement);
    }
}
