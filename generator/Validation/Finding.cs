using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>A rule that a declaration violates, and where.</summary>
/// <param name="Arguments">The arguments of the rule's message.</param>
internal sealed record Finding(DiagnosticDescriptor Rule, SourceLocation Location, EquatableArray<string> Arguments)
{
    public Finding(DiagnosticDescriptor rule, SourceLocation location, params string[] arguments) : this(rule, location, new EquatableArray<string>(arguments)) { }

    /// <summary>What a code fix needs besides the location, under the names of <see cref="FixProperties"/>.</summary>
    public ImmutableDictionary<string, string?> Properties { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>Replacements that a code fix may write: enum values, or two that belong together, as in <c>Loss.BinaryCrossEntropy Activation.Sigmoid</c>.</summary>
    public EquatableArray<string> Proposals { get; init; }

    /// <summary>The layers on which the rule depends, and which a proposal may change.</summary>
    public EquatableArray<SourceLocation> RelatedLayers { get; init; }

    /// <summary>The information for code fixes: the properties and the proposals.</summary>
    public ImmutableDictionary<string, string?> FixInformation =>
        Proposals.Count == 0 ? Properties : Properties.Add(FixProperties.Proposals, string.Join(";", Proposals));

    public bool IsError => Rule.DefaultSeverity == DiagnosticSeverity.Error;
}
