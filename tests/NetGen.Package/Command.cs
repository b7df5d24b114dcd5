using System.Collections;
using System.Diagnostics;

namespace NetGen.Package;

/// <summary>A process run to its end in a folder of its own, free of what the build that runs these tests has set.</summary>
public sealed record Command(string File, params string[] Arguments)
{
    public required string Folder { get; init; }
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What it prints. A process that fails, fails the test with all that it said.</summary>
    public string Output()
    {
        (int exitCode, string output) = Run();
        Assert.True(exitCode == 0, $"{File} {string.Join(' ', Arguments)} ended with {exitCode}:\n{output}");
        return output;
    }

    /// <summary>Its exit code and all that it prints.</summary>
    public (int ExitCode, string Output) Run()
    {
        var start = new ProcessStartInfo(File, Arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in Inherited())
            start.Environment.Remove(name);
        // Servers would outlive the test, and keep its pipes open.
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
