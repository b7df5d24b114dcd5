using System.Reflection.Metadata;
using System.Text;

namespace NetGen.Package;

/// <summary>Source link: debuggers find the sources of a packed assembly at the address of the clone's origin.</summary>
[Collection(nameof(LocalFeed))]
public class SourceLinkTests(LocalFeed feed)
{
    private static readonly Guid s_sourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    [Fact]
    public void Symbols_refer_to_the_commit_of_the_clone()
    {
        string folder = feed.NewFolder("Clone");
        foreach (string source in (string[])["Directory.Build.targets", "runtime/buildTransitive/NetGen.targets"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, source))!);
            File.Copy(Path.Combine(Repository.Root, source), Path.Combine(folder, source));
        }
        File.WriteAllText(Path.Combine(folder, "Library.csproj"), """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""");
        File.WriteAllText(Path.Combine(folder, "One.cs"), "public class One { public int Value => 1; }");
        Git("init", "--quiet");
        Git("remote", "add", "origin", "https://github.com/example/netgen.git");
        Git("add", "--all");
        Git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "--message", "All");
        feed.DotNet(folder, "build", "-c", "Release");

        using FileStream file = File.OpenRead(Path.Combine(folder, "obj", "Release", "net10.0", "Library.pdb"));
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(file);
        MetadataReader symbols = provider.GetMetadataReader();
        Assert.Contains("/_/One.cs", symbols.Documents.Select(document => symbols.GetString(symbols.GetDocument(document).Name)));
        CustomDebugInformation link = symbols.CustomDebugInformation.Select(symbols.GetCustomDebugInformation).Single(each => symbols.GetGuid(each.Kind) == s_sourceLink);
        Assert.Equal(
            $$$"""{"documents":{"/_/*":"https://raw.githubusercontent.com/example/netgen/{{{Git("rev-parse", "HEAD").Trim()}}}/*"}}""",
            Encoding.UTF8.GetString(symbols.GetBlobBytes(link.Value)));

        string Git(params string[] arguments) => new Command("git", arguments) { Folder = folder }.Output();
    }
}
