using System.Collections.Immutable;
using System.Text;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;

namespace NetGen.CodeFixes.Tests;

/// <summary>The item is added to the project file, and every other byte of that file is unchanged.</summary>
public sealed class WeightsItemTests : IDisposable
{
    private const string Source = "[NetGen.Network(2, Weights = \"digits.safetensors\")] [NetGen.Dense(1)] partial class A;";
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("netgen-weights-").FullName, "Mine.csproj");

    public static TheoryData<string, string> Rows => new()
    {
        // A new group, with the indentation and spacing of the others.
        { "<Project>\n  <PropertyGroup />\n</Project>\n", "<Project>\n  <PropertyGroup />\n  <ItemGroup>\n    ⟦\n  </ItemGroup>\n</Project>\n" },
        {
            "<Project Sdk='Microsoft.NET.Sdk'>\n\n    <PropertyGroup A=\"1\"\n       B = '2'/>\n\n    <!-- </Project> -->\n    <ItemGroup/>\n\n</Project>",
            "<Project Sdk='Microsoft.NET.Sdk'>\n\n    <PropertyGroup A=\"1\"\n       B = '2'/>\n\n    <!-- </Project> -->\n    <ItemGroup/>\n\n    <ItemGroup>\n        ⟦\n    </ItemGroup>\n\n</Project>"
        },
        { "<Project>\n\t<PropertyGroup>\n\t</PropertyGroup>\n</Project>", "<Project>\n\t<PropertyGroup>\n\t</PropertyGroup>\n\t<ItemGroup>\n\t\t⟦\n\t</ItemGroup>\n</Project>" },
        { "<Project>\n  <PropertyGroup />\n\n  <PropertyGroup />\n</Project>", "<Project>\n  <PropertyGroup />\n\n  <PropertyGroup />\n\n  <ItemGroup>\n    ⟦\n  </ItemGroup>\n</Project>" },
        { "<Project>\n</Project>", "<Project>\n  <ItemGroup>\n    ⟦\n  </ItemGroup>\n</Project>" },
        { "<Project></Project>", "<Project>\n  <ItemGroup>\n    ⟦\n  </ItemGroup>\n</Project>" },
        {
            "<?xml version=\"1.0\"?>\n<Project xmlns=\"http://schemas.microsoft.com/developer/msbuild/2003\">\n  <PropertyGroup />\n</Project>\n",
            "<?xml version=\"1.0\"?>\n<Project xmlns=\"http://schemas.microsoft.com/developer/msbuild/2003\">\n  <PropertyGroup />\n  <ItemGroup>\n    ⟦\n  </ItemGroup>\n</Project>\n"
        },
        // After the last unconditional item of its kind.
        {
            "<Project>\n  <ItemGroup>\n    <NetGenWeights Include=\"a\" /> <!-- first -->\n    <NetGenWeights Include=\"b\">\n      <Link>c</Link>\n    </NetGenWeights>\n    <None Include=\"d\" />\n  </ItemGroup>\n</Project>",
            "<Project>\n  <ItemGroup>\n    <NetGenWeights Include=\"a\" /> <!-- first -->\n    <NetGenWeights Include=\"b\">\n      <Link>c</Link>\n    </NetGenWeights>\n    ⟦\n    <None Include=\"d\" />\n  </ItemGroup>\n</Project>"
        },
        {
            "<Project>\n  <ItemGroup Condition=\"'$(A)' == ''\">\n    <NetGenWeights Include=\"a\" />\n  </ItemGroup>\n</Project>",
            "<Project>\n  <ItemGroup Condition=\"'$(A)' == ''\">\n    <NetGenWeights Include=\"a\" />\n  </ItemGroup>\n  <ItemGroup>\n    ⟦\n  </ItemGroup>\n</Project>"
        },
        // The item already exists: the editor has not reloaded the project.
        { "<Project>\n  <ItemGroup>\n    <NetGenWeights Include=\"digits.safetensors\"/>\n  </ItemGroup>\n</Project>", "<Project>\n  <ItemGroup>\n    <NetGenWeights Include=\"digits.safetensors\"/>\n  </ItemGroup>\n</Project>" },
    };

    [Theory, MemberData(nameof(Rows))]
    public Task Adds_the_item(string before, string after) => Add(Source, before, after.Replace("⟦", "<NetGenWeights Include=\"digits.safetensors\" />"), new UTF8Encoding(false));

    [Theory, MemberData(nameof(Rows))]
    public Task Adds_the_item_with_CRLF_and_a_byte_order_mark(string before, string after) =>
        Add(Source, before.Replace("\n", "\r\n"), after.Replace("\n", "\r\n").Replace("⟦", "<NetGenWeights Include=\"digits.safetensors\" />"), new UTF8Encoding(true));

    /// <summary>MSBuild interprets lists, patterns and properties in an item, and XML interprets markup; all of these are escaped in a file name.</summary>
    [Fact]
    public Task Escapes_the_name() => Add(
        Source.Replace("\"digits.safetensors\"", "\"größe/\" + \"a;b&c$(d)*50%.st\""),
        "<Project>\n</Project>", "<Project>\n  <ItemGroup>\n    <NetGenWeights Include=\"größe/a%3Bb%26c%24%28d%29%2A50%25.st\" />\n  </ItemGroup>\n</Project>", new UTF8Encoding(false));

    /// <summary>Names are normalised, as in the project's items.</summary>
    [Fact]
    public Task Spells_the_name_as_in_the_message() => Add(
        Source.Replace("\"digits", "@\".\\old\\..\\weights\\digits"),
        "<Project>\n</Project>", "<Project>\n  <ItemGroup>\n    <NetGenWeights Include=\"weights/digits.safetensors\" />\n  </ItemGroup>\n</Project>", new UTF8Encoding(false));

    [Fact]
    public async Task Offers_nothing_without_a_name()
    {
        File.WriteAllText(_path, "<Project>\n</Project>");
        Assert.Empty(await Offers(Source.Replace("digits.safetensors", "")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("<Project>")]
    [InlineData("<Project />")]
    [InlineData("<Solution></Solution>")]
    public async Task Offers_nothing_without_a_writable_project(string? project)
    {
        if (project is not null)
            File.WriteAllText(_path, project);
        Assert.Empty(await Offers(Source));
    }

    [Fact]
    public async Task A_preview_writes_nothing()
    {
        File.WriteAllText(_path, "<Project>\n</Project>");
        CodeAction action = Assert.Single(await Offers(Source));
        Assert.Equal("Add 'digits.safetensors' to Mine.csproj", Assert.Single(await action.GetPreviewOperationsAsync(CancellationToken.None)).Title);
        Assert.Equal("<Project>\n</Project>", File.ReadAllText(_path));
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    private async Task Add(string source, string before, string after, Encoding encoding)
    {
        File.WriteAllText(_path, before, encoding);
        CodeAction action = Assert.Single(await Offers(source));
        using AdhocWorkspace workspace = new();
        foreach (CodeActionOperation operation in await action.GetOperationsAsync(CancellationToken.None))
            operation.Apply(workspace, CancellationToken.None);
        if (!before.Contains('\n'))
            after = after.Replace("\r\n", "\n");
        Assert.Equal([.. encoding.GetPreamble(), .. encoding.GetBytes(after)], File.ReadAllBytes(_path));
        Assert.Contains(XDocument.Load(_path).Descendants(), element => element.Name.LocalName == "NetGenWeights");
    }

    private async Task<ImmutableArray<CodeAction>> Offers(string source)
    {
        UserSolution solution = UserSolution.Of([[source]], _path);
        return await solution.Offers(new WeightsItemFix(), Assert.Single(await solution.Analyze()));
    }
}
