using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>A rule that a declaration breaks, and where.</summary>
/// <param name="Arguments">What the rule's message is filled with.</param>
internal sealed record Finding(DiagnosticDescriptor Rule, SourcePlace Place, EquatableArray<string> Arguments)
{
    public Finding(DiagnosticDescriptor rule, SourcePlace place, params string[] arguments) : this(rule, place, new EquatableArray<string>(arguments)) { }

    /// <summary>What a code fix needs to know, besides the place, under the names of <see cref="FixProperties"/>.</summary>
    public ImmutableDictionary<string, string?> Properties { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>What may be written instead: values of enums, and where two go together both, as in <c>Loss.BinaryCrossEntropy Activation.Sigmoid</c>.</summary>
    public EquatableArray<string> Proposals { get; init; }

    /// <summary>The layers by which the rule judges the place, and which a proposal may change.</summary>
    public EquatableArray<SourcePlace> Judged { get; init; }

    /// <summary>What the code fixes are told: the properties and the proposals.</summary>
    public ImmutableDictionary<string, string?> Hints =>
        Proposals.Count == 0 ? Properties : Properties.Add(FixProperties.Proposals, string.Join(";", Proposals));

    public bool IsError => Rule.DefaultSeverity == DiagnosticSeverity.Error;
}
