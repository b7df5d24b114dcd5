using System.Diagnostics;

namespace NetGen.Tests.Processes;

/// <summary>A .NET program run to its end in a process of its own: what may crash or hang, or has to start under other settings.</summary>
/// <param name="Assembly">The program's file name; it lies beside this program's.</param>
public sealed record ChildProgram(string Assembly, params string[] Arguments)
{
    /// <summary>Variables of the environment, beside those of this process.</summary>
    public (string Name, string Value)[] Environment { get; init; } = [];

    /// <summary>How long it may print nothing before it is ended; for ever where none is given.</summary>
    public TimeSpan Patience { get; init; } = Timeout.InfiniteTimeSpan;

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
            bool isSilent = !next.Wait(Patience);
            if (isSilent)
                process.Kill();
            if (!isSilent && next.Result is { } line)
            {
                lines.Add(line);
                continue;
            }
            process.WaitForExit();
            return new(process.ExitCode, isSilent, lines, errors.Result);
        }
    }

    /// <summary>How a program came to its end.</summary>
    /// <param name="ExitCode">0 where all was well.</param>
    /// <param name="WasSilent">Whether it was ended because it printed nothing for too long.</param>
    /// <param name="Lines">What it printed.</param>
    /// <param name="Errors">What it said of errors.</param>
    public sealed record Ending(int ExitCode, bool WasSilent, IReadOnlyList<string> Lines, string Errors);
}
