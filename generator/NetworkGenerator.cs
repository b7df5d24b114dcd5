using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator;

/// <summary>Class with <c>[Network]</c> → source of its other part. It is silent about what the user has wrong: see <see cref="NetworkAnalyzer"/>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    private readonly Func<NetworkModel, string> _compile;
    private readonly Registry _registry;

    /// <summary>The generator as Roslyn makes it.</summary>
    public NetworkGenerator() : this(Compiler.Compile) { }

    /// <summary>The pipeline around another back end, and for other kinds of layers: NetGen's own where none are given.</summary>
    internal NetworkGenerator(Func<NetworkModel, string> compile, Registry? registry = null) => (_compile, _registry) = (compile, registry ?? Registry.Default);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var declarations = context.SyntaxProvider
            .ForAttributeWithMetadataName("NetGen.NetworkAttribute", static (node, _) => node is ClassDeclarationSyntax, Parse)
            .WithTrackingName(nameof(NetworkDeclaration));

        var weightsAreFresh = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => DeclaredWeights.AreFresh(options))
            .WithTrackingName(nameof(DeclaredWeights));

        var models = declarations
            .Where(NetworkRules.Accept)
            .Combine(weightsAreFresh)
            .Select(static (pair, _) => pair.Right ? pair.Left.Model! with { Weights = null } : pair.Left.Model!)
            .WithTrackingName(nameof(NetworkModel));

        var ambiguous = models
            .Select(static (model, _) => model.Type).Collect()
            .Select(static (types, _) => HintName.Ambiguous(types))
            .WithTrackingName(nameof(HintName));

        var networks = models.Select((model, token) => CompiledNetwork.Of(model, _compile, token)).WithTrackingName(nameof(CompiledNetwork));

        context.RegisterSourceOutput(networks.Combine(ambiguous), static (output, pair) => pair.Left.AddTo(output, pair.Right));
    }

    private NetworkDeclaration Parse(GeneratorAttributeSyntaxContext context, CancellationToken token) =>
        DeclarationParser.Parse(DeclaredNetwork.Find((INamedTypeSymbol)context.TargetSymbol, _registry, token)!);
}
