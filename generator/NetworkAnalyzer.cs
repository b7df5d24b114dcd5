using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator;

/// <summary>Reports what is wrong with a declaration. It stands apart from the generator because a generator's diagnostic must lose its syntax tree to stay cacheable, and then ignores <c>#pragma</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    private readonly Registry _registry;

    /// <summary>The analyzer as Roslyn makes it.</summary>
    public NetworkAnalyzer() : this(Registry.Default) { }

    /// <summary>The analyzer for other kinds of layers.</summary>
    internal NetworkAnalyzer(Registry registry) => _registry = registry;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Rules.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private void Analyze(SymbolAnalysisContext context)
    {
        if (DeclaredNetwork.Find((INamedTypeSymbol)context.Symbol, _registry, context.CancellationToken) is not { } declared)
            return;
        NetworkDeclaration declaration = DeclarationParser.Parse(declared);
        foreach (Finding finding in NetworkRules.Check(declaration, Weights(declaration, context)))
            context.ReportDiagnostic(Diagnostic.Create(
                finding.Rule, Locations.Of(finding.Location, declared), finding.RelatedLayers.Select(location => Locations.Of(location, declared)), FixInformation(finding, declared), [.. finding.Arguments]));
    }

    /// <summary>What a fix needs; nothing for a call that is several layers, of which an edit would change all.</summary>
    private static ImmutableDictionary<string, string?> FixInformation(Finding finding, DeclaredNetwork declared) =>
        finding.RelatedLayers.Append(finding.Location).All(location => Locations.IsOfOneLayer(location, declared)) ? finding.FixInformation : ImmutableDictionary<string, string?>.Empty;

    private static ProjectWeights Weights(NetworkDeclaration declaration, SymbolAnalysisContext context) => new(
        DeclaredWeights.AreFresh(context.Options.AnalyzerConfigOptionsProvider),
        declaration.Model?.Weights is null ? [] : [.. context.Options.AdditionalFiles.Where(DeclaredWeights.Are).SelectMany(text => DeclaredWeights.Read(text, context.CancellationToken))]);
}
