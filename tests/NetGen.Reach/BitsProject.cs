namespace NetGen.Reach;

/// <summary>NetGen.Bits, or another program of the tests, built again in a temporary folder, from its sources and with the runtime and generator built by the solution, which other tests use meanwhile.</summary>
internal sealed class BitsProject : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netgen-reach-").FullName;

    /// <summary>The items of its project.</summary>
    public static string Items { get; } = ItemsOf("NetGen.Bits/*.cs", "NetGen.Tests/Kernels/FusedMultiplyAddCases.cs");

    private static string Tests => Path.Combine(Repository.Root, "tests");

    /// <summary>The items of a project of sources from the folder of tests.</summary>
    public static string ItemsOf(params string[] sources) => $"""
            {string.Join("\n    ", sources.Select(source => $"<Compile Include=\"{Tests}/{source}\" />"))}
            <Reference Include="{AppContext.BaseDirectory}NetGen.dll" />
            <Analyzer Include="{Repository.Root}generator/bin/{Repository.Configuration}/netstandard2.0/NetGen.Generator.dll" />
        """;

    /// <summary>The folder to which it is published.</summary>
    public string Published => Path.Combine(_folder, "published");

    /// <summary>Publishes a project given as text; warnings are errors.</summary>
    public string Publish(string project)
    {
        string file = Path.Combine(_folder, "Bits.csproj");
        File.WriteAllText(file, project);
        return Publish(file, "-warnaserror");
    }

    /// <summary>Publishes a project.</summary>
    /// <returns>The program.</returns>
    public string Publish(string file, params string[] settings)
    {
        new Command(Repository.DotNet, ["publish", file, "-c", "Release", "-o", Published, .. settings]) { Folder = _folder }.Output();
        return Path.Combine(Published, "Bits");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
