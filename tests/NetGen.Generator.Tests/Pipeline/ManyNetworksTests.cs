using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace NetGen.Generator.Tests;

/// <summary>A project of a hundred networks while it is edited: results are cached for all but the changed network.</summary>
public sealed class ManyNetworksTests
{
    private const int Count = 100;
    private const string Other = "class Other { int Typed() => 1; }";

    [Fact]
    public void The_first_run_compiles_each_network_once()
    {
        Session session = new();
        Assert.Equal(Count, session.Compiled.Distinct().Count());
        Assert.Equal(Count, session.Compiled.Count);
        Assert.Equal(Count, session.Result.GeneratedSources.Length);
        AssertReasons(session.Result, (nameof(NetworkDeclaration), New), (nameof(NetworkModel), New), (nameof(CompiledNetwork), New));
    }

    /// <summary>A change anywhere may change what an attribute's argument means, so Roslyn parses the declarations again. They are equal to the cached ones, and no later step runs.</summary>
    [Theory]
    [InlineData("class Other { int Typed() => 12; }")]
    [InlineData("class Other { int Typed() => ; }")]
    [InlineData("class Other { int Typed( ")]
    [InlineData("// nothing left")]
    [InlineData("class Other { int Typed() => 1; } class Another { int Member; }")]
    public void Edits_of_another_file_run_no_stage(string typed)
    {
        Session session = new();
        session.Edit(Other, typed);
        AssertNothingRan(session);
    }

    [Fact]
    public void Every_keystroke_in_another_file_is_cached()
    {
        Session session = new();
        string before = Other;
        for (int length = 0; length < 40; length++)
        {
            string typed = Other + "\nclass Typed { string Word = \"[NetGen.Dense(3)]\"; }"[..length];
            session.Edit(before, typed);
            AssertNothingRan(session);
            before = typed;
        }
    }

    [Fact]
    public void Edits_of_a_method_of_a_network_class_run_no_stage()
    {
        Session session = new();
        session.Edit(Source(42), Source(42).Replace("=> 1", "=> 1 + 2"));
        AssertNothingRan(session);
    }

    [Theory]
    [InlineData("Dense(43,", "Dense(44,")]
    [InlineData("Network(3)", "Network(4)")]
    [InlineData("Activation.Tanh", "Activation.Relu")]
    [InlineData("[NetGen.Dense(2)]", "[NetGen.Dense(2)] [NetGen.Dense(3)]")]
    public void A_change_of_one_network_reruns_only_that_one(string before, string after)
    {
        Session session = new();
        string untouched = Text(session, "Net41");
        session.Edit(Source(42), Source(42).Replace(before, after));
        Assert.Equal(["Net42"], session.Compiled);
        AssertReasons(session.Result, 42, (nameof(NetworkDeclaration), Modified, Unchanged), (nameof(NetworkModel), Modified, Cached), (nameof(CompiledNetwork), Modified, Cached));
        Assert.Equal(Enumerable.Range(0, Count).Select(i => i == 42 ? Modified : Cached), Outputs(session.Result));
        Assert.Same(untouched, Text(session, "Net41"));
    }

    [Fact]
    public void Adding_or_removing_a_network_does_not_affect_others()
    {
        Session session = new();
        session.Edit(Other, "[NetGen.Network(5)] [NetGen.Dense(1)] partial class Added;");
        Assert.Equal(["Added"], session.Compiled);
        session.Edit(Source(42), "[System.Obsolete] class Net42;");
        Assert.Empty(session.Compiled);
        Assert.Equal(Count, session.Result.GeneratedSources.Length);
    }

    /// <summary>Roslyn compares files with attributes by index, and regards those after a file that has lost its last attribute as changed: they are compiled again, to the same text.</summary>
    [Fact]
    public void A_file_that_loses_its_last_attribute_shifts_those_after_it()
    {
        Session session = new();
        string[] before = [.. session.Result.GeneratedSources.Select(source => source.SourceText.ToString())];
        session.Edit(Source(42), "class Gone;");
        Assert.Equal(Enumerable.Range(43, Count - 43).Select(i => $"Net{i}"), session.Compiled.Order());
        Assert.Equal([.. before[..42], .. before[43..]], session.Result.GeneratedSources.Select(source => source.SourceText.ToString()));
        session.Edit("class Gone;", "class Gone { int x; }");
        Assert.Empty(session.Compiled);
    }

    private static void AssertNothingRan(Session session)
    {
        Assert.Empty(session.Compiled);
        AssertReasons(session.Result, (nameof(NetworkDeclaration), Unchanged), (nameof(NetworkModel), Cached), (nameof(CompiledNetwork), Cached));
        Assert.Equal([Cached], Reasons(session.Result, nameof(HintName)));
        Assert.Equal(Enumerable.Repeat(Cached, Count), Outputs(session.Result));
    }

    private static void AssertReasons(GeneratorRunResult result, params (string Step, IncrementalStepRunReason Reason)[] expected)
    {
        foreach ((string step, IncrementalStepRunReason reason) in expected)
            Assert.Equal(Enumerable.Repeat(reason, Count), Reasons(result, step));
    }

    private static void AssertReasons(GeneratorRunResult result, int changed, params (string Step, IncrementalStepRunReason Changed, IncrementalStepRunReason Others)[] expected)
    {
        foreach ((string step, IncrementalStepRunReason own, IncrementalStepRunReason others) in expected)
            Assert.Equal(Enumerable.Range(0, Count).Select(i => i == changed ? own : others), Reasons(result, step));
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult result, string step) =>
        result.TrackedSteps[step].SelectMany(each => each.Outputs).Select(output => output.Reason);

    private static IEnumerable<IncrementalStepRunReason> Outputs(GeneratorRunResult result) =>
        result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs).Select(output => output.Reason);

    private static string Text(Session session, string name) => session.Texts[name];

    private static string Source(int i) =>
        $"[NetGen.Network(3)] [NetGen.Dense({i + 1}, NetGen.Activation.Tanh)] [NetGen.Dense(2)] partial class Net{i} {{ int Typed() => 1; }}";

    /// <summary>A compilation and the driver that follows its edits.</summary>
    private sealed class Session
    {
        private CSharpCompilation _compilation = Project.Of([.. Enumerable.Range(0, Count).Select(Source), Other]).Compilation;
        private GeneratorDriver _driver;

        public Session()
        {
            NetworkGenerator generator = new(model =>
            {
                lock (Compiled)
                    Compiled.Add(model.Type.Name);
                return Texts[model.Type.Name] = Compiler.Compile(model);
            });
            _driver = CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: Project.ParseOptions, driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
            Run();
        }

        /// <summary>The networks that were compiled in the last run.</summary>
        public List<string> Compiled { get; } = [];

        /// <summary>The last emitted text of each.</summary>
        public Dictionary<string, string> Texts { get; } = [];

        public GeneratorRunResult Result => _driver.GetRunResult().Results.Single();

        public void Edit(string before, string after)
        {
            SyntaxTree tree = _compilation.SyntaxTrees.Single(tree => tree.ToString() == before);
            _compilation = _compilation.ReplaceSyntaxTree(tree, Project.Parse(after, tree.FilePath));
            Compiled.Clear();
            Run();
        }

        private void Run() => _driver = _driver.RunGenerators(_compilation);
    }
}
