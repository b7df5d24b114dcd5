using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Benchmarks.Costs;
using Benchmarks.Report;

namespace Benchmarks.Comparison;

/// <summary>Compares this build with another, such as of an earlier commit: every single-thread measurement, training on two threads, the generator, and the JIT time of first calls.</summary>
internal static class BuildComparison
{
    private const int Processes = 6, PairsOfAProcess = 5, FirstCalls = 15, GeneratorPairs = 8;
    private const double SpeedBound = 1.03, FirstCallBound = 1.05;

    /// <summary>Prints a table of ratios, this build's over the other's: below 1 is better.</summary>
    public static void Print(string other, Options options)
    {
        string[] measures = [.. NetworkClasses.All.Concat(NetworkClasses.Sequences).SelectMany(Measure.Of).Where(options.Includes).Select(measure => measure.Name)];
        Console.WriteLine($"{typeof(BuildComparison).Assembly.Location}\nover {other}: medians, and their 95 % intervals.\n");
        if (measures.Length > 0)
            Console.WriteLine(Table(Speed(other, measures), SpeedBound));
        if (NetworkClasses.All.Where(options.IncludesCosts).ToArray() is { Length: > 0 } costed)
            Console.WriteLine(Table(costed.SelectMany(topology => FirstCall(other, topology.Name)), FirstCallBound));
        if (!options.Generator)
            return;
        (double milliseconds, int bytes, double otherMilliseconds, int otherBytes, Ratios ratios) = Generators(other);
        Console.WriteLine(Table([ratios], 1));
        Console.WriteLine($"A hundred networks: generator {Figures.Number(milliseconds)} against {Figures.Number(otherMilliseconds)} ms, emitted {bytes:N0} against {otherBytes:N0} bytes.");
    }

    /// <summary>The generators' times for a hundred networks, in turns, each as often first as second; the first pair warms both up.</summary>
    private static (double Milliseconds, int Bytes, double OtherMilliseconds, int OtherBytes, Ratios Ratios) Generators(string other)
    {
        OtherBuild mine = new(typeof(BuildComparison).Assembly.Location), theirs = new(other);
        List<(double Mine, double Theirs)> pairs = [];
        (int bytes, int otherBytes) = (mine.Generate().Bytes, theirs.Generate().Bytes);
        for (int pair = 0; pair < GeneratorPairs; pair++)
        {
            double before = pair % 2 == 0 ? mine.Generate().Milliseconds : 0, theirTime = theirs.Generate().Milliseconds;
            pairs.Add((pair % 2 == 0 ? before : mine.Generate().Milliseconds, theirTime));
        }
        return (pairs.Select(pair => pair.Mine).Order().ElementAt(GeneratorPairs / 2), bytes, pairs.Select(pair => pair.Theirs).Order().ElementAt(GeneratorPairs / 2), otherBytes,
            new("generator, a hundred networks", [.. pairs.Select(pair => pair.Mine / pair.Theirs)]));
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
