using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace NetGen.CodeFixes.Tests;

/// <summary>Applies every case's code fix to each diagnostic in turn, and as a fix of all occurrences: the texts equal the expected ones exactly, no diagnostic of the rule remains, and the result compiles.</summary>
public sealed class FixTests
{
    private static readonly CodeFixProvider[] s_fixes = [new PartialFix(), new StrayLayerFix(), new ProposalFix()];

    [Theory]
    [ClassData(typeof(PartialCases)), ClassData(typeof(StrayLayerCases)), ClassData(typeof(ProposalCases))]
    public Task One_after_another(string id, string key, string[] before, string[] after) => FixEach(id, key, before, after);

    [Theory]
    [ClassData(typeof(PartialCases)), ClassData(typeof(StrayLayerCases)), ClassData(typeof(ProposalCases))]
    public Task One_after_another_with_CRLF(string id, string key, string[] before, string[] after) => FixEach(id, key, CrLf(before), CrLf(after));

    [Theory]
    [ClassData(typeof(PartialCases)), ClassData(typeof(StrayLayerCases)), ClassData(typeof(ProposalCases))]
    public async Task All_of_a_project(string id, string key, string[] before, string[] after)
    {
        UserSolution fixedSolution = await FixAll(UserSolution.Of(before), FixAllScope.Project, id, key);
        AssertTexts(after, fixedSolution);
        await AssertFixed(fixedSolution, id);
    }

    [Theory]
    [ClassData(typeof(PartialCases)), ClassData(typeof(StrayLayerCases)), ClassData(typeof(ProposalCases))]
    public async Task All_of_a_solution(string id, string key, string[] before, string[] after)
    {
        UserSolution fixedSolution = await FixAll(UserSolution.Of(before, ["class Other;"], before), FixAllScope.Solution, id, key);
        AssertTexts([.. after, "class Other;", .. after], fixedSolution);
        await AssertFixed(fixedSolution, id);
    }

    /// <summary>Fixes one file after another, until none has the diagnostic.</summary>
    [Theory]
    [ClassData(typeof(PartialCases)), ClassData(typeof(StrayLayerCases)), ClassData(typeof(ProposalCases))]
    public async Task All_of_a_document(string id, string key, string[] before, string[] after)
    {
        UserSolution fixedSolution = UserSolution.Of(before);
        foreach (string _ in before)
            if ((await Find(fixedSolution, id)).Any())
                fixedSolution = await FixAll(fixedSolution, FixAllScope.Document, id, key);
        AssertTexts(after, fixedSolution);
        await AssertFixed(fixedSolution, id);
    }

    [Fact]
    public async Task All_of_a_document_leaves_other_documents_alone()
    {
        UserSolution fixedSolution = await FixAll(
            UserSolution.Of("[NetGen.Network(2)] [NetGen.Dense(1)] class A;", "[NetGen.Network(2)] [NetGen.Dense(1)] class B;"), FixAllScope.Document, "NETGEN002", nameof(PartialFix));
        AssertTexts(["[NetGen.Network(2)] [NetGen.Dense(1)] partial class A;", "[NetGen.Network(2)] [NetGen.Dense(1)] class B;"], fixedSolution);
    }

    [Fact]
    public async Task All_of_a_project_leaves_other_projects_alone()
    {
        const string Source = "[NetGen.Network(2)] [NetGen.Dense(1)] class A;";
        UserSolution fixedSolution = await FixAll(UserSolution.Of([Source], [Source]), FixAllScope.Project, "NETGEN002", nameof(PartialFix));
        AssertTexts([Source.Replace("class", "partial class"), Source], fixedSolution);
    }

    [Fact]
    public async Task Fixing_all_applies_the_chosen_proposal_where_it_is_offered()
    {
        const string Relu = "using NetGen; [Network(2, Loss = Loss.CrossEntropy)] [Dense(2, Activation.Relu)] partial class A;";
        const string Sigmoid = "using NetGen; [Network(2, Loss = Loss.CrossEntropy)] [Dense(2, Activation.Sigmoid)] partial class B;";
        UserSolution linear = await FixAll(UserSolution.Of(Relu, Sigmoid), FixAllScope.Project, "NETGEN040", "Activation.Linear");
        AssertTexts([Relu.Replace("Relu", "Linear"), Sigmoid], linear);
        UserSolution softmax = await FixAll(UserSolution.Of(Relu, Sigmoid), FixAllScope.Project, "NETGEN040", "Activation.Softmax");
        AssertTexts([Relu.Replace("Relu", "Softmax"), Sigmoid.Replace("Sigmoid", "Softmax")], softmax);
    }

    [Fact]
    public async Task The_titles_state_the_change()
    {
        UserSolution solution = UserSolution.Of("using NetGen; [Network(2, Loss = Loss.CrossEntropy)] [Dense(2, Activation.HardSigmoid)] partial class A;");
        ImmutableArray<CodeAction> offers = await solution.Offers(new ProposalFix(), Assert.Single(await solution.Analyze()));
        Assert.Equal(["Write Activation.Softmax", "Write Loss.BinaryCrossEntropy with Activation.Sigmoid"], offers.Select(offer => offer.Title));
    }

    /// <summary>PRelu has no activation to change, and softmax requires a vector.</summary>
    [Theory]
    [InlineData("[Network(2, Loss = Loss.CrossEntropy)] [Dense(2)] [PRelu]", new string[0])]
    [InlineData("[Network(2, Loss = Loss.BinaryCrossEntropy)] [Dense(2, Activation.Softmax)] [Reshape(1, 2)]", new[] { "Loss.CrossEntropy", "Activation.Sigmoid" })]
    [InlineData("[Network(1, 4, 4, Loss = Loss.CrossEntropy)] [Conv2D(2, 4, Activation.Sigmoid)] [Flatten]", new[] { "Loss.BinaryCrossEntropy Activation.Sigmoid" })]
    public async Task Only_applicable_fixes_are_offered(string attributes, string[] keys)
    {
        UserSolution solution = UserSolution.Of($"using NetGen; {attributes} partial class A;");
        ImmutableArray<CodeAction> offers = await solution.Offers(new ProposalFix(), Assert.Single(await solution.Analyze()));
        Assert.Equal(keys, offers.Select(offer => offer.EquivalenceKey));
    }

    /// <summary>In a body: no member of Tensor leaves its input as it is, a call may be several layers, and what a variable holds may be used elsewhere.</summary>
    [Theory]
    [InlineData("[Network(Loss = Loss.CrossEntropy)]", "return x.Dense(2).Relu();", new[] { "Activation.Softmax" })]
    [InlineData("[Network(Loss = Loss.CrossEntropy)]", "return x.Dense(2).Sigmoid();", new[] { "Activation.Softmax", "Loss.BinaryCrossEntropy Activation.Sigmoid" })]
    [InlineData("[Network(Loss = Loss.CrossEntropy)]", "var a = Activation.Relu; return x.Dense(2, a);", new string[0])]
    [InlineData("[Network(Loss = Loss.CrossEntropy)]", "const Activation A = Activation.Relu; return x.Dense(2, A);", new string[0])]
    [InlineData("[Network(Loss = Loss.CrossEntropy)]", "for (int i = 0; i < 2; i++) x = x.Dense(2, Activation.Relu); return x;", new string[0])]
    [InlineData("[Network]", "for (int i = 0; i < 2; i++) x = x.Dense(2).Softmax(); return x.Dense(1);", new string[0])]
    public async Task Only_simple_fixes_are_offered_in_a_body(string attributes, string body, string[] keys)
    {
        UserSolution solution = UserSolution.Of($"using NetGen; {attributes} partial class A {{ static Tensor Define([Shape(4)] Tensor x) {{ {body} }} }}");
        foreach (Diagnostic diagnostic in await solution.Analyze())
            Assert.Equal(keys, (await solution.Offers(new ProposalFix(), diagnostic)).Select(offer => offer.EquivalenceKey));
        Assert.NotEmpty(await solution.Analyze());
    }

    /// <summary>Editors find a code-fix provider by its attribute, and create it without arguments.</summary>
    [Fact]
    public void Editors_find_every_fix()
    {
        IEnumerable<Type> fixes = typeof(NetworkFix).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(CodeFixProvider)));
        Assert.Equal(5, fixes.Count());
        Assert.All(fixes, fix =>
        {
            Assert.Equal([LanguageNames.CSharp], fix.GetCustomAttribute<ExportCodeFixProviderAttribute>()!.Languages);
            Assert.NotNull(fix.GetConstructor([]));
        });
    }

    /// <summary>The constants of the fixes name the rules that they fix.</summary>
    [Fact]
    public void Every_fix_is_tested_for_every_rule_that_it_fixes()
    {
        IEnumerable<object[]> cases = [.. new PartialCases(), .. new StrayLayerCases(), .. new ProposalCases()];
        Assert.Equal(s_fixes.SelectMany(fix => fix.FixableDiagnosticIds).Order(), cases.Select(row => (string)row[0]).Distinct().Order());
    }

    private static async Task FixEach(string id, string key, string[] before, string[] after)
    {
        UserSolution fixedSolution = UserSolution.Of(before);
        for (int left = (await Find(fixedSolution, id)).Count(); left > 0;)
        {
            CodeFixProvider fix = FixFor(id);
            CodeAction action = Assert.Single(await fixedSolution.Offers(fix, (await Find(fixedSolution, id)).First()), offer => offer.EquivalenceKey == key);
            fixedSolution = await fixedSolution.Apply(action);
            int now = (await Find(fixedSolution, id)).Count();
            Assert.True(now < left, $"{left} diagnostics before the fix, {now} after it:\n{string.Join("\n", fixedSolution.Texts)}");
            left = now;
        }
        AssertTexts(after, fixedSolution);
        await AssertFixed(fixedSolution, id);
    }

    private static async Task<UserSolution> FixAll(UserSolution solution, FixAllScope scope, string id, string key)
    {
        CodeAction? action = await solution.FixAll(FixFor(id), scope, (await Find(solution, id)).First(), key);
        Assert.NotNull(action);
        return await solution.Apply(action);
    }

    private static void AssertTexts(string[] expected, UserSolution solution)
    {
        string[] texts = [.. solution.Texts];
        Assert.Equal(expected.Length, texts.Length);
        Assert.All(expected.Zip(texts), pair => Assert.Equal(pair.First, pair.Second));
    }

    private static async Task AssertFixed(UserSolution solution, string id)
    {
        Assert.Empty(await Find(solution, id));
        Assert.Empty(await solution.Errors());
    }

    private static async Task<IEnumerable<Diagnostic>> Find(UserSolution solution, string id) => (await solution.Analyze()).Where(diagnostic => diagnostic.Id == id);

    private static CodeFixProvider FixFor(string id) => s_fixes.Single(fix => fix.FixableDiagnosticIds.Contains(id));

    private static string[] CrLf(string[] texts) => [.. texts.Select(text => text.Replace("\n", "\r\n"))];
}
