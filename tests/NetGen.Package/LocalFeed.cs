namespace NetGen.Package;

/// <summary>The package, packed into a folder that is a source of packages for the projects made beside it.</summary>
public sealed class LocalFeed : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netgen-package-").FullName;

    /// <summary>Packs what the build of these tests has built.</summary>
    public LocalFeed()
    {
        Pack("runtime", Packages);
        Pack("runtime/NetGen.Templates", Packages);
        // The nearest nuget.config counts; <clear/> puts away those of the machine, so that no restore can reach for the network.
        File.WriteAllText(Path.Combine(NewFolder(""), "nuget.config"), $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="local" value="{Packages}" />
              </packageSources>
            </configuration>
            """);
        // What the machine has restored before is read where it lies.
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

    /// <summary>A new empty folder that sees this feed beside the machine's sources of packages.</summary>
    public string NewOnlineFolder(string name) => Directory.CreateDirectory(Path.Combine(_folder, "online", name)).FullName;

    /// <summary>What <c>dotnet</c> prints, with an empty cache of packages and an empty home of its own.</summary>
    public string DotNet(string folder, params string[] arguments) => Command(folder, arguments).Output();

    /// <summary>What <c>dotnet</c> prints where it should fail.</summary>
    public string DotNetFails(string folder, params string[] arguments)
    {
        (int exitCode, string output) = Command(folder, arguments).Run();
        Assert.NotEqual(0, exitCode);
        return output;
    }

    /// <summary>Packs a project as it has been built.</summary>
    public void Pack(string project, string folder, params string[] settings) =>
        DotNet(Repository.Root, ["pack", project, "--no-build", "-c", Repository.Configuration, "-o", folder, .. settings]);

    private string InFeed(string pattern) => Assert.Single(Directory.GetFiles(Packages, pattern));

    private Command Command(string folder, string[] arguments) => new(Repository.DotNet, arguments)
    {
        Folder = folder,
        Environment = new Dictionary<string, string>
        {
            ["NUGET_PACKAGES"] = Path.Combine(_folder, "cache"),
            // Templates are installed there, and nothing of the user's is touched.
            ["DOTNET_CLI_HOME"] = Path.Combine(_folder, "home"),
            ["DOTNET_NOLOGO"] = "true", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "true", ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
        },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

/// <summary>One feed for all tests; and one after another, since each is a build.</summary>
[CollectionDefinition(nameof(LocalFeed))]
public sealed class LocalFeedCollection : ICollectionFixture<LocalFeed>;
