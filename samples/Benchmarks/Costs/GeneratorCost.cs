using System.Diagnostics;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Benchmarks.Costs;

/// <summary>The cost of a network in a build.</summary>
/// <param name="GeneratorMilliseconds">The time of a warm generator, as in an IDE or a build server.</param>
/// <param name="CompilerMilliseconds">The time to compile the emitted code to IL.</param>
/// <param name="Lines">Lines of emitted code.</param>
/// <param name="SourceBytes">Characters of emitted code.</param>
/// <param name="AssemblyBytes">The size that the emitted code adds to the assembly.</param>
internal sealed record GeneratorCost(string Network, double GeneratorMilliseconds, double CompilerMilliseconds, int Lines, int SourceBytes, long AssemblyBytes)
{
    private const int Runs = 7;

    public static GeneratorCost Measure(string network)
    {
        CSharpCompilation declared = Declaration(network);
        var times = new List<double>();
        Compilation emitted = declared;
        GeneratorDriverRunResult result = null!;
        for (int run = 0; run < Runs; run++)
        {
            // A new driver each time: an old one would use its cache.
            GeneratorDriver driver = UserProject.Driver();
            long start = Stopwatch.GetTimestamp();
            driver = driver.RunGeneratorsAndUpdateCompilation(declared, out emitted, out _);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            result = driver.GetRunResult();
        }
        (long bytes, _) = Compile(declared);
        (long bytesEmitted, double compiler) = Enumerable.Range(0, Runs).Select(_ => Compile(emitted)).OrderBy(run => run.Milliseconds).ElementAt(Runs / 2);
        string[] sources = [.. result.GeneratedTrees.Select(tree => tree.ToString())];
        return new(
            network,
            times.Order().ElementAt(Runs / 2),
            compiler,
            sources.Sum(source => source.Count(character => character == '\n')),
            sources.Sum(source => source.Length),
            bytesEmitted - bytes);
    }

    /// <summary>The one declaration of the network, cut out of the file that this program itself was compiled from.</summary>
    private static CSharpCompilation Declaration(string network)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("Networks.cs")!);
        CompilationUnitSyntax file = SyntaxFactory.ParseCompilationUnit(reader.ReadToEnd(), options: UserProject.Language);
        SyntaxNode[] others = [.. file.DescendantNodes().OfType<ClassDeclarationSyntax>().Where(type => type.Identifier.Text != network)];
        SyntaxTree tree = CSharpSyntaxTree.Create(file.RemoveNodes(others, SyntaxRemoveOptions.KeepNoTrivia)!, UserProject.Language);
        return UserProject.Compilation([tree]);
    }

    private static (long Bytes, double Milliseconds) Compile(Compilation compilation)
    {
        // A clone has no cached binding.
        compilation = compilation.Clone();
        using var stream = new MemoryStream();
        long start = Stopwatch.GetTimestamp();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(stream);
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return result.Success
            ? (stream.Length, milliseconds)
            : throw new InvalidOperationException($"The emitted code doesn't compile: {result.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}");
    }
}
