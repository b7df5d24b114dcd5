using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace NetGen.Package;

/// <summary>What lies in the package.</summary>
[Collection(nameof(LocalFeed))]
public class ContentTests(LocalFeed feed)
{
    [Fact]
    public void Has_the_runtime_the_generator_and_nothing_else()
    {
        string[] own = ["NetGen.nuspec", "_rels/.rels", "[Content_Types].xml", "package/services/metadata/core-properties/"];
        Assert.Equal(
            [
                "LICENSE",
                "README.md",
                "analyzers/dotnet/cs/NetGen.CodeFixes.dll",
                "analyzers/dotnet/cs/NetGen.Generator.dll",
                "buildTransitive/net9.0/NetGen.targets",
                "lib/net9.0/NetGen.dll",
                "lib/net9.0/NetGen.xml",
                "tasks/netstandard2.0/NetGen.Tasks.dll",
            ],
            Names(feed.Package).Where(name => !own.Any(name.StartsWith)));
    }

    [Fact]
    public void Has_its_symbols_beside_it() => Assert.Contains("lib/net9.0/NetGen.pdb", Names(Path.ChangeExtension(feed.Package, "snupkg")));

    [Fact]
    public void Depends_on_nothing_and_names_its_licence()
    {
        using ZipArchive package = ZipFile.OpenRead(feed.Package);
        using Stream stream = package.GetEntry("NetGen.nuspec")!.Open();
        XElement metadata = XDocument.Load(stream).Root!.Elements().Single();
        XNamespace xmlns = metadata.Name.Namespace;
        Assert.Empty(metadata.Descendants(xmlns + "dependency"));
        Assert.Equal("MIT", metadata.Element(xmlns + "license")!.Value);
        Assert.Equal("README.md", metadata.Element(xmlns + "readme")!.Value);
    }

    [Theory]
    [InlineData("lib/net9.0/NetGen.dll")]
    [InlineData("analyzers/dotnet/cs/NetGen.CodeFixes.dll")]
    [InlineData("analyzers/dotnet/cs/NetGen.Generator.dll")]
    [InlineData("tasks/netstandard2.0/NetGen.Tasks.dll")]
    public void Assemblies_are_the_same_wherever_they_are_built(string name)
    {
        using ZipArchive package = ZipFile.OpenRead(feed.Package);
        using var bytes = new MemoryStream();
        using (Stream entry = package.GetEntry(name)!.Open())
            entry.CopyTo(bytes);
        bytes.Position = 0;
        using var assembly = new PEReader(bytes);
        DebugDirectoryEntry[] entries = [.. assembly.ReadDebugDirectory()];
        Assert.Contains(entries, entry => entry.Type == DebugDirectoryEntryType.Reproducible);
        // In Debug the true folder stays, for debuggers.
        string pdb = assembly.ReadCodeViewDebugDirectoryData(entries.Single(entry => entry.Type == DebugDirectoryEntryType.CodeView)).Path;
        Assert.True(Repository.Configuration == "Debug" || !pdb.Contains(Repository.Root), pdb);
    }

    private static string[] Names(string zip)
    {
        using ZipArchive package = ZipFile.OpenRead(zip);
        return [.. package.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal)];
    }
}
