using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator.Model;
using static NetGen.Generator.Tests.Sources;

namespace NetGen.Generator.Tests;

/// <summary>A failure in a later stage is reported, and affects only one network.</summary>
public sealed class FailureTests
{
    [Fact]
    public void A_failure_is_reported_with_its_network_and_does_not_affect_others()
    {
        GeneratorRunResult result = Run(model => model.Type.Name == "Bad" ? throw new InvalidOperationException("no lanes left") : "// source");
        Assert.Null(result.Exception);
        Assert.Equal("Good.g.cs", Assert.Single(result.GeneratedSources).HintName);
        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("NETGEN099", diagnostic.Id);
        Assert.Equal("NetGen failed to compile 'Bad' (InvalidOperationException: no lanes left); this is a bug in NetGen, please report it with the declaration of the class", diagnostic.GetMessage());
    }

    private static GeneratorRunResult Run(Func<NetworkModel, string> compile) => CSharpGeneratorDriver
        .Create([new NetworkGenerator(compile).AsSourceGenerator()], parseOptions: Project.ParseOptions)
        .RunGenerators(Project.Of(File("[Network(2)] [Dense(1)] partial class Bad; [Network(2)] [Dense(1)] partial class Good;")).Compilation)
        .GetRunResult().Results.Single();
}
