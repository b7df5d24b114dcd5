namespace NetGen.Package;

/// <summary>Packs the packages into a folder that is a package source for the test projects.</summary>
public sealed class LocalFeed : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netgen-package-").FullName;

    /// <summary>Packs the projects as built with these tests.</summary>
    public LocalFeed()
    {
        Pack("runtime", Packages);
        foreach (string beside in (string[])["NetGen.Templates", "NetGen.Pictures", "NetGen.Data.Csv", "NetGen.Console"])
            Pack($"runtime/{beside}", Packages);
        // The nearest nuget.config applies; <clear/> removes the machine's sources, so that no restore uses the network.
        File.WriteAllText(Path.Combine(NewFolder(""), "nuget.config"), $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="local" value="{Packages}" />
              </packageSources>
            </configuration>
            """);
        // Packages that the machine has already restored are used as a fallback.
        File.WriteAllText(Path.Combine(NewOnlineFolder(""), "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="local" value="{Packages}" />
              </packageSources>
              <fallbackPackageFolders>
                <add key="machine" value="{Repository.Packages}" />
              </fallbackPackageFolders>
            </configuration>
            """);
    }

    /// <summary>The folder of the packed files.</summary>
    public string Packages => Path.Combine(_folder, "packages");

    /// <summary>The package of the runtime and the generator.</summary>
    public string Package => InFeed("NetGen.?.*.nupkg");

    /// <summary>The package of the project templates.</summary>
    public string Templates => InFeed("NetGen.Templates.*.nupkg");

    /// <summary>A new empty folder that sees only this feed.</summary>
    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(_folder, "offline", name)).FullName;

    /// <summary>A new empty folder that sees this feed in addition to the machine's package sources.</summary>
    public string NewOnlineFolder(string name) => Directory.CreateDirectory(Path.Combine(_folder, "online", name)).FullName;

    /// <summary>Runs <c>dotnet</c> with an empty package cache and an empty home directory, and returns its output.</summary>
    public string DotNet(string folder, params string[] arguments) => Command(folder, arguments).Output();

    /// <summary>Runs <c>dotnet</c>, which must fail, and returns its output.</summary>
    public string DotNetFails(string folder, params string[] arguments)
    {
        (int exitCode, string output) = Command(folder, arguments).Run();
        Assert.NotEqual(0, exitCode);
        return output;
    }

    /// <summary>Packs a project without building it.</summary>
    public void Pack(string project, string folder, params string[] settings) =>
        DotNet(Repository.Root, ["pack", project, "--no-build", "-c", Repository.Configuration, "-o", folder, .. settings]);

    private string InFeed(string pattern) => Assert.Single(Directory.GetFiles(Packages, pattern));

    private Command Command(string folder, string[] arguments) => new(Repository.DotNet, arguments)
    {
        Folder = folder,
        Environment = new Dictionary<string, string>
        {
            ["NUGET_PACKAGES"] = Path.Combine(_folder, "cache"),
            // Templates are installed there, without affecting the user's.
            ["DOTNET_CLI_HOME"] = Path.Combine(_folder, "home"),
            ["DOTNET_NOLOGO"] = "true", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "true", ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
        },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

/// <summary>One feed for all tests, which run sequentially since each is a build.</summary>
[CollectionDefinition(nameof(LocalFeed))]
public sealed class LocalFeedCollection : ICollectionFixture<LocalFeed>;
