extern alias generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Tests.RandomCases;
using NetworkModel = generator::NetGen.Generator.Model.NetworkModel;

namespace NetGen.Tests.Operations;

/// <summary>Compiles models, in place of those that a source declares.</summary>
internal static class CompiledGraph
{
    // Roslyn's own switch.
    private static readonly CSharpParseOptions s_withoutNullability = new CSharpParseOptions(LanguageVersion.CSharp13).WithFeatures([new("run-nullable-analysis", "never")]);

    /// <summary>The assembly of some models, as <c>Network0</c>, <c>Network1</c>, ….</summary>
    public static CompiledNetworks Compile(params IReadOnlyList<NetworkModel> models) => Compile(models, parse: null, isConcurrent: true);

    /// <summary>The same for thousands of models, in processes that share the machine: on one thread, and without nullable analysis, which takes a quarter of the compiler's time; the code of other graphs is tested with it.</summary>
    public static CompiledNetworks CompileQuickly(IReadOnlyList<NetworkModel> models) => Compile(models, s_withoutNullability, isConcurrent: false);

    private static CompiledNetworks Compile(IReadOnlyList<NetworkModel> models, CSharpParseOptions? parse, bool isConcurrent)
    {
        generator::NetGen.Generator.NetworkGenerator generator = new(declared =>
            generator::NetGen.Generator.Compiler.Compile(models[int.Parse(declared.Type.PlainName["Network".Length..], System.Globalization.CultureInfo.InvariantCulture)] with { Type = declared.Type }));
        CSharpCompilation project = Compiler.Project(models.Select((_, i) => $"using NetGen;\nnamespace Networks;\n[Network(1)]\n[Dense(1)]\npublic sealed partial class Network{i};"), parse);
        project = project.WithOptions(project.Options.WithConcurrentBuild(isConcurrent));
        GeneratorDriver driver = CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: (CSharpParseOptions)project.SyntaxTrees[0].Options)
            .RunGeneratorsAndUpdateCompilation(project, out Compilation full, out _);
        // An exception in the generator is only a diagnostic there; compiled again, it has its stack.
        if (!driver.GetRunResult().Diagnostics.IsEmpty)
            foreach (NetworkModel model in models)
                generator::NetGen.Generator.Compiler.Compile(model);
        Assert.Empty(driver.GetRunResult().Diagnostics);
        return new(Compiler.Emit(full));
    }
}
