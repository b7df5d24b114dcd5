using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>A rule that a declaration breaks, and where.</summary>
/// <param name="Arguments">What the rule's message is filled with.</param>
internal sealed record Finding(DiagnosticDescriptor Rule, Place Place, EquatableArray<string> Arguments)
{
    /// <summary>The property that names the largest number that would break no rule.</summary>
    public const string Largest = "Largest";

    public Finding(DiagnosticDescriptor rule, Place place, params string[] arguments) : this(rule, place, new EquatableArray<string>(arguments)) { }

    /// <summary>What a code fix needs to know, besides the place.</summary>
    public ImmutableDictionary<string, string?> Properties { get; init; } = ImmutableDictionary<string, string?>.Empty;

    public bool IsError => Rule.DefaultSeverity == DiagnosticSeverity.Error;
}
