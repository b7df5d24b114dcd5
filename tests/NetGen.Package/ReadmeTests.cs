namespace NetGen.Package;

/// <summary>Every README that a user meets, followed to the letter with the package from the local feed.</summary>
[Collection(nameof(LocalFeed))]
public class ReadmeTests(LocalFeed feed)
{
    [Fact]
    public void The_package_begins_as_its_readme_says() => Play("runtime/Package/README.md");

    [LongFact]
    public void The_templates_begin_as_their_readme_says() => Play("runtime/NetGen.Templates/README.md");

    [LongFact]
    public void Every_guide_of_the_readme_works()
    {
        string folder = Play("README.md");
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder, "Circle", "obj", "emitted"), "*InsideCircle*.cs", SearchOption.AllDirectories));
        // What is emitted into the project must not be compiled once more.
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder, "Networks", "Emitted"), "*InsideCircle*.cs", SearchOption.AllDirectories));
        feed.DotNet(folder, "build", "Networks", "--no-incremental");
    }

    /// <summary>A run of the benchmark writes its own README; what this project's says of it must be that run's.</summary>
    [Fact]
    public void The_readme_sums_up_the_benchmark_as_the_benchmark_does()
    {
        string summary = File.ReadLines(Path.Combine(Repository.Root, "samples", "Benchmarks", "README.md")).Single(line => line.Contains("measures NetGen is first", StringComparison.Ordinal));
        Assert.Contains(summary, File.ReadAllText(Path.Combine(Repository.Root, "README.md")));
    }

    private string Play(string readme)
    {
        string folder = feed.NewFolder(readme.Replace('/', '-'));
        new ReadmeSession(Path.Combine(Repository.Root, readme), folder, (place, arguments) => feed.DotNet(place, arguments)).Play();
        return folder;
    }
}
