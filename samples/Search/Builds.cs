using System.Diagnostics;
using System.Reflection;

namespace Search;

/// <summary>Builds and runs the project Candidate with other sizes.</summary>
internal static class Builds
{
    private static readonly Dictionary<string, string?> s_metadata = typeof(Builds).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(each => each.Key, each => each.Value);

    private static readonly string s_project = s_metadata["CandidateProject"]!, s_configuration = s_metadata["Configuration"]!;

    /// <summary>Restores the project, once for all sizes.</summary>
    public static void Restore() => Run("restore", s_project);

    /// <summary>The score of a size. What the project references was built with this program, so that several sizes can be built at once.</summary>
    public static Score Score(int hidden)
    {
        Run("build", s_project, "--no-restore", "-c", s_configuration, $"-p:Hidden={hidden}", "-p:BuildProjectReferences=false");
        return Search.Score.Parse(Run(Path.Combine(Path.GetDirectoryName(s_project)!, "bin", s_configuration, $"{hidden}", "Candidate.dll")).Trim());
    }

    /// <summary>Runs <c>dotnet</c>, and returns what it prints.</summary>
    private static string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed:\n{output}");
    }
}
