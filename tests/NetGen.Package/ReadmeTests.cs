namespace NetGen.Package;

/// <summary>Executes every README for users with the package from the local feed.</summary>
[Collection(nameof(LocalFeed))]
public class ReadmeTests(LocalFeed feed)
{
    [Fact]
    public void The_package_readme_works() => Execute("runtime/Package/README.md");

    [LongFact]
    public void The_template_readme_works() => Execute("runtime/NetGen.Templates/README.md");

    [LongFact]
    public void The_readme_works()
    {
        string folder = Execute("README.md");
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder, "Circle", "obj", "emitted"), "*InsideCircle*.cs", SearchOption.AllDirectories));
        // Code emitted into the project must not be compiled a second time.
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder, "Networks", "Emitted"), "*InsideCircle*.cs", SearchOption.AllDirectories));
        feed.DotNet(folder, "build", "Networks", "--no-incremental");
    }

    /// <summary>A run of the benchmark writes its own README; the project's README must quote the same summary.</summary>
    [Fact]
    public void The_readme_quotes_the_summary_of_the_benchmark()
    {
        string summary = File.ReadLines(Path.Combine(Repository.Root, "samples", "Benchmarks", "README.md")).Single(line => line.Contains("NetGen is the fastest in", StringComparison.Ordinal));
        Assert.Contains(summary, File.ReadAllText(Path.Combine(Repository.Root, "README.md")));
    }

    private string Execute(string readme)
    {
        string folder = feed.NewFolder(readme.Replace('/', '-'));
        new ReadmeSession(Path.Combine(Repository.Root, readme), folder, (directory, arguments) => feed.DotNet(directory, arguments)).Execute();
        return folder;
    }
}
