using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.CodeFixes;

/// <summary>A <c>Define</c> of the same layers as a declaration's attributes, each a call in the user's own expressions.</summary>
/// <param name="shape">The arguments of the input's shape.</param>
/// <param name="model">The model of the declaration's file.</param>
/// <param name="position">A position in it at which names have the meaning that they have in the class.</param>
internal sealed class DefineText(MovedLayers layers, string shape, SemanticModel model, int position)
{
    private static readonly SymbolDisplayFormat s_attributeName =
        SymbolDisplayFormat.MinimallyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.RemoveAttributeSuffix);

    /// <param name="newLine">A line break and the method's indentation.</param>
    /// <param name="unit">One level of indentation.</param>
    public string Write(string newLine, string unit)
    {
        string input = Input(), tensor = Name("Tensor", SymbolDisplayFormat.MinimallyQualifiedFormat), lineBreak = newLine.Substring(0, newLine.LastIndexOf('\n') + 1);
        StringBuilder text = new($"private static {tensor} Define([{Name("ShapeAttribute", s_attributeName)}({shape})] {tensor} {input}) => {input}");
        bool mustBreak = false;
        for (int i = 0; i < layers.Layers.Length; i++)
        {
            MovedLayer layer = layers.Layers[i];
            foreach (MovedLine line in layer.Above)
                text.Append(Line(line));
            if (mustBreak || layer.OnOwnLine || layer.Above.Length > 0)
                text.Append(newLine + unit);
            text.Append(Call(layer.Attribute) + (i == layers.Layers.Length - 1 ? ";" : "") + (layer.After.Length == 0 ? "" : " " + layer.After));
            mustBreak = layer.After.Contains("//");
        }
        foreach (MovedLine line in layers.Below)
            text.Append(Line(line));
        return text.ToString();

        string Line(MovedLine line) => line.Indentation is { } own ? lineBreak + own + line.Text : newLine + unit + line.Text;
    }

    /// <summary>The call of the method of a layer attribute's name: named arguments are its properties, in camel case.</summary>
    private string Call(AttributeSyntax attribute)
    {
        List<TextChange> changes = [new(attribute.Name.Span, "." + LayerOf(attribute))];
        foreach (NameEqualsSyntax name in attribute.ArgumentList?.Arguments.Select(argument => argument.NameEquals).OfType<NameEqualsSyntax>() ?? [])
        {
            string property = name.Name.Identifier.ValueText;
            string parameter = char.ToLowerInvariant(property[0]) + property.Substring(1);
            changes.Add(new(name.Name.Span, SyntaxFacts.GetKeywordKind(parameter) == SyntaxKind.None ? parameter : $"@{parameter}"));
            changes.AddRange(name.DescendantTrivia(TextSpan.FromBounds(name.Name.Span.End, name.EqualsToken.SpanStart)).Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Select(blank => new TextChange(blank.Span, "")));
            changes.Add(new(name.EqualsToken.Span, ":"));
        }
        string written = SourceText.From(attribute.ToString()).WithChanges(changes.Select(change => new TextChange(new(change.Span.Start - attribute.SpanStart, change.Span.Length), change.NewText!))).ToString();
        return attribute.ArgumentList is null ? written + "()" : written;
    }

    private string LayerOf(AttributeSyntax attribute)
    {
        string name = model.GetTypeInfo(attribute).Type!.Name;
        return name.Substring(0, name.Length - "Attribute".Length);
    }

    /// <summary>The name of the only input, unless it would hide another that an argument uses.</summary>
    private string Input()
    {
        HashSet<string> used = [.. layers.Layers.SelectMany(layer => layer.Attribute.DescendantNodes().OfType<IdentifierNameSyntax>()).Select(name => name.Identifier.ValueText)];
        return Enumerable.Range(1, used.Count + 1).Select(i => i == 1 ? "input" : $"input{i}").First(name => !used.Contains(name));
    }

    private string Name(string type, SymbolDisplayFormat format) => model.Compilation.GetTypeByMetadataName($"NetGen.{type}")!.ToMinimalDisplayString(model, position, format);
}
