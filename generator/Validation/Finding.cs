using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>A rule that a declaration breaks, and where.</summary>
/// <param name="Arguments">What the rule's message is filled with.</param>
internal sealed record Finding(DiagnosticDescriptor Rule, Place Place, EquatableArray<string> Arguments)
{
    public Finding(DiagnosticDescriptor rule, Place place, params string[] arguments) : this(rule, place, new EquatableArray<string>(arguments)) { }

    /// <summary>What may be written instead, for a code fix: values of enums, and where two go together both, as in <c>Loss.BinaryCrossEntropy Activation.Sigmoid</c>.</summary>
    public EquatableArray<string> Proposals { get; init; }

    /// <summary>The largest number that fits in place of the one reported, for a code fix.</summary>
    public int? Largest { get; init; }

    /// <summary>The layers by which the rule judges the place, and which a proposal may change.</summary>
    public EquatableArray<Place> Judged { get; init; }

    /// <summary>What the code fixes are told.</summary>
    public ImmutableDictionary<string, string?> Properties
    {
        get
        {
            ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty;
            if (Proposals.Count > 0)
                properties = properties.Add(FixProperties.Proposals, string.Join(";", Proposals));
            if (Largest is { } largest)
                properties = properties.Add(FixProperties.Largest, largest.ToString(CultureInfo.InvariantCulture));
            return properties;
        }
    }

    public bool IsError => Rule.DefaultSeverity == DiagnosticSeverity.Error;
}
