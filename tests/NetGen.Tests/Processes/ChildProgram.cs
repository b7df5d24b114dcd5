using System.Diagnostics;

namespace NetGen.Tests.Processes;

/// <summary>A .NET program that runs to completion in a child process, because it may crash or hang, or must start with other settings.</summary>
/// <param name="Assembly">The file name of the program, in the directory of this program.</param>
public sealed record ChildProgram(string Assembly, params string[] Arguments)
{
    /// <summary>Environment variables, in addition to those of this process.</summary>
    public (string Name, string Value)[] Environment { get; init; } = [];

    /// <summary>How long it may print nothing before it is killed; unlimited by default.</summary>
    public TimeSpan SilenceTimeout { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Called with each line of its standard output as it is printed.</summary>
    public Action<string>? Printed { get; init; }

    public Ending Run()
    {
        string host = System.Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(host, [Path.Combine(AppContext.BaseDirectory, Assembly), .. Arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in Environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        List<string> lines = [];
        while (true)
        {
            Task<string?> next = process.StandardOutput.ReadLineAsync();
            bool isSilent = !next.Wait(SilenceTimeout);
            if (isSilent)
                process.Kill();
            if (!isSilent && next.Result is { } line)
            {
                lines.Add(line);
                Printed?.Invoke(line);
                continue;
            }
            process.WaitForExit();
            return new(process.ExitCode, isSilent, lines, errors.Result);
        }
    }

    /// <summary>How a program ended.</summary>
    /// <param name="ExitCode">0 on success.</param>
    /// <param name="WasSilent">Whether it was killed because it printed nothing for too long.</param>
    /// <param name="Lines">Its standard output.</param>
    /// <param name="Errors">Its standard error.</param>
    public sealed record Ending(int ExitCode, bool WasSilent, IReadOnlyList<string> Lines, string Errors);
}
