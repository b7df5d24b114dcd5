using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Benchmarks.Costs;
using Benchmarks.Report;

namespace Benchmarks.Comparison;

/// <summary>Compares this build with another, such as of an earlier commit: every single-thread measurement, training on two threads, the generator, and the JIT time of first calls.</summary>
internal static class BuildComparison
{
    private const int Processes = 6, PairsOfAProcess = 5, FirstCalls = 15;
    private const double SpeedBound = 1.03, FirstCallBound = 1.05;

    /// <summary>Prints a table of ratios, this build's over the other's: below 1 is better.</summary>
    public static void Print(string other, Options options)
    {
        string[] measures = [.. NetworkClasses.All.SelectMany(Measure.Of).Where(options.Includes).Select(measure => measure.Name)];
        Console.WriteLine($"{typeof(BuildComparison).Assembly.Location}\nover {other}: medians, and their 95 % intervals.\n");
        if (measures.Length > 0)
            Console.WriteLine(Table(Speed(other, measures), SpeedBound));
        if (NetworkClasses.All.Where(options.IncludesCosts).ToArray() is { Length: > 0 } costed)
            Console.WriteLine(Table(costed.SelectMany(topology => FirstCall(other, topology.Name)), FirstCallBound));
        if (!options.Generator)
            return;
        (double milliseconds, int bytes) = new OtherBuild(typeof(BuildComparison).Assembly.Location).Generate();
        (double otherMilliseconds, int otherBytes) = new OtherBuild(other).Generate();
        Console.WriteLine($"A hundred networks: generator {Figures.Number(milliseconds)} against {Figures.Number(otherMilliseconds)} ms, emitted {bytes:N0} against {otherBytes:N0} bytes.");
    }

    private static Table Table(IEnumerable<Ratios> ratios, double bound)
    {
        var table = new Table("", "pairs", "ratio", "95 %", "");
        foreach (Ratios measure in ratios)
            table.Add(measure.Row(bound));
        return table;
    }

    private static IEnumerable<Ratios> Speed(string other, string[] measures)
    {
        var lines = new List<string[]>();
        for (int process = 0; process < Processes; process++)
            lines.AddRange(Lines(typeof(BuildComparison).Assembly.Location, [Pairs.Command, other, $"{PairsOfAProcess}", .. measures]).Select(line => line.Split(' ')));
        return lines.GroupBy(line => line[0], line => Number(line[1])).Select(group => new Ratios(group.Key, [.. group]));
    }

    private static IEnumerable<Ratios> FirstCall(string other, string network)
    {
        var answers = new List<(FirstAnswer Mine, FirstAnswer Theirs)>();
        for (int pair = 0; pair < FirstCalls; pair++)
            answers.Add((Answer(typeof(BuildComparison).Assembly.Location, network), Answer(other, network)));
        yield return new($"{network}: JIT of the first Forward", [.. answers.Select(pair => pair.Mine.ForwardJitMilliseconds / pair.Theirs.ForwardJitMilliseconds)]);
        yield return new($"{network}: JIT of the first training step", [.. answers.Select(pair => pair.Mine.TrainingJitMilliseconds / pair.Theirs.TrainingJitMilliseconds)]);
    }

    private static FirstAnswer Answer(string build, string network) => JsonSerializer.Deserialize<FirstAnswer>(Lines(build, [FirstAnswer.Command, network])[^1])!;

    private static string[] Lines(string build, string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [build, .. arguments]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidOperationException($"{build} {string.Join(' ', arguments)} ended with exit code {process.ExitCode}.");
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
