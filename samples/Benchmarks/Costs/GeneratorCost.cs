extern alias generator;

using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Benchmarks.Costs;

/// <summary>What a network costs the build.</summary>
/// <param name="GeneratorMilliseconds">A run of the generator that has run before; as in an IDE, or in a build server.</param>
/// <param name="CompilerMilliseconds">Compiling the emitted code to IL.</param>
/// <param name="Lines">Lines of emitted code.</param>
/// <param name="SourceBytes">Characters of emitted code.</param>
/// <param name="AssemblyBytes">What the emitted code adds to the assembly.</param>
internal sealed record GeneratorCost(string Network, double GeneratorMilliseconds, double CompilerMilliseconds, int Lines, int SourceBytes, long AssemblyBytes)
{
    private const int Runs = 7;

    public static GeneratorCost Measure(string network)
    {
        CSharpCompilation declared = SourceCompiler.Declare("Declared", [CSharpSyntaxTree.Create(SourceCompiler.DeclarationOf(network), SourceCompiler.Language)]);
        var times = new List<double>();
        Compilation emitted = declared;
        GeneratorDriverRunResult result = null!;
        for (int run = 0; run < Runs; run++)
        {
            // A new driver each time: an old one would remember, and do nothing.
            long start = Stopwatch.GetTimestamp();
            GeneratorDriver driver = SourceCompiler.Generate(new generator::NetGen.Generator.NetworkGenerator(), declared, out emitted);
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

    private static (long Bytes, double Milliseconds) Compile(Compilation compilation)
    {
        // A clone has bound nothing yet.
        compilation = compilation.Clone();
        long start = Stopwatch.GetTimestamp();
        using MemoryStream assembly = SourceCompiler.Emit(compilation);
        return (assembly.Length, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }
}
