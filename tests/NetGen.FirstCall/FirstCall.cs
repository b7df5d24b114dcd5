using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Runtime.CompilerServices;

namespace NetGen.FirstCall;

/// <summary>What a call costs the first time in a process.</summary>
/// <param name="Milliseconds">Its time.</param>
/// <param name="JitMilliseconds">The JIT's share of it.</param>
/// <param name="Methods">Methods compiled.</param>
/// <param name="ILBytes">Their IL.</param>
internal sealed record FirstCall(double Milliseconds, double JitMilliseconds, long Methods, long ILBytes)
{
    /// <summary>Measures a call in this process.</summary>
    public static FirstCall Measure(Action call)
    {
        // What measuring itself needs is compiled before.
        RuntimeHelpers.PrepareDelegate(call);
        _ = Now() - Now();
        FirstCall before = Now();
        call();
        return Now() - before;
    }

    /// <summary>Measures a call in several new processes.</summary>
    /// <returns>The median of each figure.</returns>
    public static FirstCall Measure(string network, string call, int processes)
    {
        FirstCall[] all = [.. Enumerable.Range(0, processes).Select(_ => Start(network, call))];
        double Median(Func<FirstCall, double> figure) => all.Select(figure).Order().ElementAt(processes / 2);
        return new(Median(one => one.Milliseconds), Median(one => one.JitMilliseconds), (long)Median(one => one.Methods), (long)Median(one => one.ILBytes));
    }

    /// <summary>The line by which a child process reports.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Milliseconds} {JitMilliseconds} {Methods} {ILBytes}");

    private static FirstCall Parse(string line)
    {
        string[] figures = line.Split(' ');
        double Figure(int i) => double.Parse(figures[i], CultureInfo.InvariantCulture);
        return new(Figure(0), Figure(1), (long)Figure(2), (long)Figure(3));
    }

    private static FirstCall Now() =>
        new(Stopwatch.GetTimestamp() * 1000.0 / Stopwatch.Frequency, JitInfo.GetCompilationTime().TotalMilliseconds, JitInfo.GetCompiledMethodCount(), JitInfo.GetCompiledILBytes());

    public static FirstCall operator -(FirstCall after, FirstCall before) =>
        new(after.Milliseconds - before.Milliseconds, after.JitMilliseconds - before.JitMilliseconds, after.Methods - before.Methods, after.ILBytes - before.ILBytes);

    private static FirstCall Start(string network, string call)
    {
        string[] host = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(FirstCall).Assembly.Location] : [];
        using Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. host, "call", network, call]) { RedirectStandardOutput = true })!;
        string line = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? Parse(line) : throw new InvalidOperationException($"The child process ended with exit code {process.ExitCode}.");
    }
}
