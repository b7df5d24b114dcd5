using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace NetGen.Package;

/// <summary>The contents of the packages.</summary>
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
                "icon.png",
                "lib/net9.0/NetGen.dll",
                "lib/net9.0/NetGen.xml",
                "tasks/netstandard2.0/NetGen.Tasks.dll",
            ],
            Names(feed.Package).Where(name => !own.Any(name.StartsWith)));
    }

    [Fact]
    public void Has_a_symbol_package() => Assert.Contains("lib/net9.0/NetGen.pdb", Names(Path.ChangeExtension(feed.Package, "snupkg")));

    [Fact]
    public void The_template_package_has_no_assembly()
    {
        string[] names = Names(feed.Templates);
        Assert.Contains("content/netgen-classifier/.template.config/template.json", names);
        Assert.Contains("content/netgen-classifier/NetGenClassifier.csproj", names);
        Assert.DoesNotContain(names, name => name.EndsWith(".dll", StringComparison.Ordinal) || name.Contains("/bin/") || name.Contains("/obj/"));
    }

    [Fact]
    public void Depends_on_nothing_and_names_its_licence()
    {
        XElement metadata = Metadata(feed.Package);
        XNamespace xmlns = metadata.Name.Namespace;
        Assert.Empty(metadata.Descendants(xmlns + "dependency"));
        Assert.Equal("MIT", metadata.Element(xmlns + "license")!.Value);
        Assert.Equal("README.md", metadata.Element(xmlns + "readme")!.Value);
        Assert.Equal("icon.png", metadata.Element(xmlns + "icon")!.Value);
        Assert.StartsWith(metadata.Element(xmlns + "version")!.Value, metadata.Element(xmlns + "releaseNotes")!.Value);
    }

    /// <summary>Package galleries show README.md at an address where relative links do not work.</summary>
    [Fact]
    public void Links_refer_to_the_repository_address_or_are_plain_text()
    {
        string folder = feed.NewFolder("Addressed");
        foreach (string project in (string[])["runtime", "runtime/NetGen.Templates"])
            feed.Pack(project, folder, "-p:RepositoryUrl=https://example.org/netgen.git");
        foreach (XElement metadata in Directory.GetFiles(folder, "*.nupkg").Select(Metadata))
        {
            Assert.Equal("https://example.org/netgen", metadata.Element(metadata.Name.Namespace + "projectUrl")!.Value);
            Assert.Equal("https://example.org/netgen.git", metadata.Element(metadata.Name.Namespace + "repository")!.Attribute("url")!.Value);
        }
        string package = Path.Combine(folder, Path.GetFileName(feed.Package));

        string[] links = [.. Regex.Matches(Readme(package), @"\]\((.*?)\)").Select(match => match.Groups[1].Value)];
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.Matches("^https://example.org/netgen/blob/(HEAD|[0-9a-f]{40})/[A-Za-z]", link));
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(Repository.Root, Regex.Replace(link, "^.*?/blob/.*?/", ""))), link));
        Assert.DoesNotContain("](../", Readme(feed.Package));
    }

    [Fact]
    public void Packing_twice_gives_the_same_bytes()
    {
        string folder = feed.NewFolder("Again");
        feed.Pack("runtime", folder);
        Assert.Equal(File.ReadAllBytes(feed.Package), File.ReadAllBytes(Path.Combine(folder, Path.GetFileName(feed.Package))));
    }

    [Theory]
    [InlineData("lib/net9.0/NetGen.dll")]
    [InlineData("analyzers/dotnet/cs/NetGen.CodeFixes.dll")]
    [InlineData("analyzers/dotnet/cs/NetGen.Generator.dll")]
    [InlineData("tasks/netstandard2.0/NetGen.Tasks.dll")]
    public void Assemblies_do_not_depend_on_the_build_directory(string name)
    {
        using ZipArchive package = ZipFile.OpenRead(feed.Package);
        using var bytes = new MemoryStream();
        using (Stream entry = package.GetEntry(name)!.Open())
            entry.CopyTo(bytes);
        bytes.Position = 0;
        using var assembly = new PEReader(bytes);
        DebugDirectoryEntry[] entries = [.. assembly.ReadDebugDirectory()];
        Assert.Contains(entries, entry => entry.Type == DebugDirectoryEntryType.Reproducible);
        // In Debug the real path is kept, for debuggers.
        string pdb = assembly.ReadCodeViewDebugDirectoryData(entries.Single(entry => entry.Type == DebugDirectoryEntryType.CodeView)).Path;
        Assert.True(Repository.Configuration == "Debug" || !pdb.Contains(Repository.Root), pdb);
    }

    private static XElement Metadata(string package)
    {
        using ZipArchive zip = ZipFile.OpenRead(package);
        using Stream stream = zip.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(stream).Root!.Elements().Single();
    }

    private static string Readme(string package)
    {
        using ZipArchive zip = ZipFile.OpenRead(package);
        using var reader = new StreamReader(zip.GetEntry("README.md")!.Open());
        return reader.ReadToEnd();
    }

    private static string[] Names(string zip)
    {
        using ZipArchive package = ZipFile.OpenRead(zip);
        return [.. package.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal)];
    }
}
