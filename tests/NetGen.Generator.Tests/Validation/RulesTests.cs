using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Tests;

/// <summary>The rules agree with their release notes and their page.</summary>
public sealed class RulesTests
{
    [Fact]
    public void Ids_are_unique_and_have_the_prefix() =>
        Assert.Equal(Rules.All.Length, Rules.All.Select(rule => rule.Id).Where(id => id.StartsWith("NETGEN", StringComparison.Ordinal)).Distinct().Count());

    [Fact]
    public void Every_rule_has_a_rationale() =>
        Assert.All(Rules.All, rule => Assert.EndsWith(".", rule.Description.ToString(), StringComparison.Ordinal));

    [Fact]
    public void The_release_notes_list_every_rule() =>
        Assert.Equal(Rules.All.Select(rule => $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}"), ReleaseRows());

    /// <summary>The page is generated from the rules: on a mismatch, copy the expected text into the file.</summary>
    [Fact]
    public void The_page_lists_every_rule() => Assert.Equal(Page(), File.ReadAllText(Generator("Validation/Rules.md")));

    private static string Page()
    {
        StringBuilder page = new("# Rules\n\nAll are reported at once, on the exact argument; `#pragma` and `.editorconfig` govern them as any other.\n\n| Id | Severity | Says | Why |\n|---|---|---|---|\n");
        foreach (DiagnosticDescriptor rule in Rules.All)
            page.Append($"| {rule.Id} | {rule.DefaultSeverity} | {rule.MessageFormat} | {rule.Description} |\n");
        return page.ToString();
    }

    private static IEnumerable<string> ReleaseRows() =>
        new[] { "AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md" }
            .SelectMany(file => File.ReadLines(Generator(file)))
            .Where(line => line.StartsWith("NETGEN", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static string Generator(string path, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "generator", path);
}
