using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Benchmarks.Costs;

/// <summary>The cost of a project of many networks while it is edited: runs of a warm generator, as in an editor.</summary>
/// <param name="Milliseconds">All networks, with a new driver.</param>
/// <param name="EditedMilliseconds">One network has changed since the last run.</param>
/// <param name="ElsewhereMilliseconds">A file without networks has changed since the last run.</param>
/// <param name="GraphMilliseconds">The same in a project of one network, which defines a hundred layers in code: it is read again after every edit.</param>
/// <param name="SourceBytes">Characters of emitted code.</param>
internal sealed record ManyNetworksCost(int Count, double Milliseconds, double EditedMilliseconds, double ElsewhereMilliseconds, double GraphMilliseconds, int SourceBytes, IReadOnlyList<ManyNetworksCost.Kind> Kinds)
{
    private const int Runs = 21;

    /// <summary>One network of a kind, alone in its project.</summary>
    public sealed record Kind(string Layers, double Milliseconds, double EditedMilliseconds, int SourceBytes);

    public static ManyNetworksCost Measure()
    {
        Kind[] kinds = [.. ManyNetworks.Kinds.Select(kind =>
        {
            CSharpCompilation alone = Project([ManyNetworks.Source(kind, 0, "Net")]);
            return new Kind(kind.Layers, First(alone), Edited(alone, run => ManyNetworks.Source(kind, 1 + run % 20, "Net"), file: 0), Emitted(alone).Sum(source => source.Length));
        })];
        CSharpCompilation all = Project(Enumerable.Range(0, ManyNetworks.Count).Select(ManyNetworks.Source));
        return new(
            ManyNetworks.Count,
            First(all),
            Edited(all, run => ManyNetworks.Source(ManyNetworks.Kinds[2], 30 + run % 20, "Net42"), file: 42),
            EditedElsewhere(all),
            EditedElsewhere(Project([ManyNetworks.Graph])),
            Emitted(all).Sum(source => source.Length),
            kinds);
    }

    /// <summary>The emitted files of the project of a hundred networks.</summary>
    public static IEnumerable<string> Emitted() => Emitted(Project(Enumerable.Range(0, ManyNetworks.Count).Select(ManyNetworks.Source)));

    private static IEnumerable<string> Emitted(CSharpCompilation project) => UserProject.Driver().RunGenerators(project).GetRunResult().GeneratedTrees.Select(tree => tree.ToString());

    private static CSharpCompilation Project(IEnumerable<string> files) =>
        UserProject.Compilation(files.Append("class Other;").Select((file, i) => CSharpSyntaxTree.ParseText(file, UserProject.Language, $"/File{i}.cs")));

    private static double First(CSharpCompilation project) => Median(_ => Time(UserProject.Driver(), project.Clone()).Milliseconds);

    private static double Edited(CSharpCompilation project, Func<int, string> typed, int file)
    {
        GeneratorDriver driver = UserProject.Driver().RunGenerators(project);
        return Median(run =>
        {
            SyntaxTree tree = project.SyntaxTrees[file];
            project = project.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(typed(run), UserProject.Language, tree.FilePath));
            (driver, double milliseconds) = Time(driver, project);
            return milliseconds;
        });
    }

    private static double EditedElsewhere(CSharpCompilation project) => Edited(project, run => $"class Other {{ int Typed() => {run}; }}", file: project.SyntaxTrees.Length - 1);

    private static (GeneratorDriver Driver, double Milliseconds) Time(GeneratorDriver driver, CSharpCompilation project)
    {
        long start = Stopwatch.GetTimestamp();
        driver = driver.RunGenerators(project);
        return (driver, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private static double Median(Func<int, double> time) => Enumerable.Range(0, Runs).Select(time).Order().ElementAt(Runs / 2);
}
