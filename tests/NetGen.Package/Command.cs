using System.Collections;
using System.Diagnostics;

namespace NetGen.Package;

/// <summary>A process that runs to completion in a given folder, without the environment variables set by the build that runs these tests.</summary>
public sealed record Command(string File, params string[] Arguments)
{
    public required string Folder { get; init; }
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Runs it and returns its output. If the process fails, the test fails with that output.</summary>
    public string Output()
    {
        (int exitCode, string output) = Run();
        Assert.True(exitCode == 0, $"{File} {string.Join(' ', Arguments)} ended with {exitCode}:\n{output}");
        return output;
    }

    /// <summary>Runs it and returns its exit code and its whole output.</summary>
    public (int ExitCode, string Output) Run()
    {
        var start = new ProcessStartInfo(File, Arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in Inherited())
            start.Environment.Remove(name);
        // Build servers would outlive the test and keep its pipes open.
        (start.Environment["MSBUILDDISABLENODEREUSE"], start.Environment["UseSharedCompilation"]) = ("1", "false");
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        foreach ((string name, string value) in Environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }

    private static IEnumerable<string> Inherited() =>
        from DictionaryEntry variable in System.Environment.GetEnvironmentVariables()
        let name = (string)variable.Key
        where name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)
        select name;
}
