using System.Diagnostics;
using NetGen;

namespace Benchmarks.Costs;

/// <summary>The time of <c>dotnet build</c> for the project of many networks, from scratch and without a running build server.</summary>
internal sealed record BuildCost(string Project, double Seconds, double Fastest, double Slowest)
{
    /// <summary>Measures builds without the generator, with it for one network and for all, and without it but with the files that it emits, which gives the compiler's share of the added time.</summary>
    /// <param name="runs">Builds of each.</param>
    public static IReadOnlyList<BuildCost> Measure(int runs)
    {
        string folder = Directory.CreateTempSubdirectory("netgen-build-").FullName;
        try
        {
            (string Project, string Folder)[] projects =
            [
                ("declarations alone", Prepare(folder, "Without", ManyNetworks.Count, generates: false, emitted: [])),
                ("one network with the generator", Prepare(folder, "One", 1, generates: true, emitted: [])),
                ("all with the generator", Prepare(folder, "With", ManyNetworks.Count, generates: true, emitted: [])),
                ("all with the emitted files instead", Prepare(folder, "Emitted", ManyNetworks.Count, generates: false, emitted: ManyNetworksCost.Emitted())),
            ];
            Dictionary<string, List<double>> times = projects.ToDictionary(project => project.Project, _ => new List<double>());
            // Interleaved, so that a slow minute of the machine affects all of them.
            for (int run = 0; run < runs; run++)
                foreach ((string project, string path) in projects)
                    times[project].Add(Build(path));
            return [.. projects.Select(project => times[project.Project].Order().ToArray() is var sorted ? new BuildCost(project.Project, sorted[runs / 2], sorted[0], sorted[^1]) : null!)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Prepare(string parent, string name, int networks, bool generates, IEnumerable<string> emitted)
    {
        string folder = Directory.CreateDirectory(Path.Combine(parent, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "Many.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{typeof(NetworkAttribute).Assembly.Location}" />
                {(generates ? $"<Analyzer Include=\"{UserProject.GeneratorFile}\" />" : "")}
              </ItemGroup>
            </Project>
            """);
        for (int i = 0; i < networks; i++)
            File.WriteAllText(Path.Combine(folder, $"Net{i}.cs"), ManyNetworks.Source(i));
        foreach ((int i, string text) in emitted.Index())
            File.WriteAllText(Path.Combine(folder, $"Net{i}.g.cs"), text);
        DotNet(folder, "restore");
        return folder;
    }

    private static double Build(string folder)
    {
        long start = Stopwatch.GetTimestamp();
        DotNet(folder, "build", "-c", "Release", "--no-restore", "--no-incremental", "--disable-build-servers");
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void DotNet(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}");
    }
}
