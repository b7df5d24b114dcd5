using Microsoft.CodeAnalysis;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>A rule that a declaration breaks, and where.</summary>
/// <param name="Arguments">What the rule's message is filled with.</param>
internal sealed record Finding(DiagnosticDescriptor Rule, Place Place, EquatableArray<string> Arguments)
{
    public Finding(DiagnosticDescriptor rule, Place place, params string[] arguments) : this(rule, place, new EquatableArray<string>(arguments)) { }

    public bool IsError => Rule.DefaultSeverity == DiagnosticSeverity.Error;
}
