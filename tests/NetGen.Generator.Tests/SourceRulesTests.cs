using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace NetGen.Generator.Tests;

/// <summary>What the compiler's own source keeps to.</summary>
public sealed partial class SourceRulesTests
{
    /// <summary>Names are for people. Where a decision is due, a type or a property carries it.</summary>
    [Theory]
    [InlineData("Graph")]
    [InlineData("Lowering")]
    [InlineData("Layers")]
    [InlineData("Emit")]
    public void No_code_decides_by_a_name(string folder)
    {
        string[] files = Directory.GetFiles(Path.Combine(Generator(), folder), "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotMatch(DecisionByName(), File.ReadAllText(file)));
    }

    [Theory]
    [InlineData("if (name.EndsWith(\".sum\"))")]
    [InlineData("call.Routine == \"Dropouts.Apply<T>\"")]
    [InlineData("value.Name.Split('.')[0]")]
    [InlineData("layer.GetType().Name")]
    public void A_decision_by_a_name_is_found(string code) => Assert.Matches(DecisionByName(), code);

    [GeneratedRegex("""\.(EndsWith|StartsWith|Split|IndexOf|Contains)\(["'][^"'\\]|GetType\(\)\.Name|(Name|Routine|Identifier) [!=]= \x22""")]
    private static partial Regex DecisionByName();

    private static string Generator([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../generator"));
}
