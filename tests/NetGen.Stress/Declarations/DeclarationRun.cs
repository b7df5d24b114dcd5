using System.Diagnostics;
using System.Text.Json;
using NetGen.Tests.RandomCases;

namespace NetGen.Stress.Declarations;

/// <summary>Runs generator and analyzer on random declarations, in processes that may crash or hang.</summary>
internal static class DeclarationRun
{
    private const int GroupSize = 1000;

    /// <summary>A heap limit of 4 GB, in hexadecimal, so that unbounded growth does not exhaust the machine's memory.</summary>
    private const string MaxMemory = "100000000";

    /// <summary>Checks random declarations, and prints the number of each outcome.</summary>
    /// <exception cref="ExpectationException">The compiler failed; the message has the smallest simplified declaration that fails too.</exception>
    public static void Check(Options options)
    {
        var clock = Stopwatch.StartNew();
        Dictionary<string, int> outcomes = [];
        for (int done = 0; done < options.Count; done += GroupSize)
        {
            Declaration[] group = [.. Enumerable.Range(done, Math.Min(GroupSize, options.Count - done)).Select(number => DeclarationDrawing.Of(options.Seed, number))];
            if (Failures(group, outcomes).FirstOrDefault() is { } first)
                throw new ExpectationException($"Seed {options.Seed}, declaration {done + Array.IndexOf(group, first.Declaration)}: {first}\nThe smallest similar failure: {Smallest(first)}");
            Console.WriteLine($"{done + group.Length,6} of {options.Count} declarations compile or have an error that says why not, {clock.Elapsed:h\\:mm\\:ss}");
        }
        foreach ((string outcome, int count) in outcomes.OrderBy(outcome => outcome.Key, StringComparer.Ordinal))
            Console.WriteLine($"{count,6} {outcome}");
    }

    private static IEnumerable<Failure> Failures(Declaration[] declarations, Dictionary<string, int> outcomes)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, JsonSerializer.Serialize(declarations.Select(declaration => declaration.Source)));
            foreach (Watch.Fault fault in Watch.Faults(
                declarations.Length,
                from => Watch.Child("declared", path, $"{from}") with { Environment = [("DOTNET_GCHeapHardLimit", MaxMemory)] },
                lines => Tally(lines, outcomes)))
                yield return new(declarations[fault.Case], fault.Ending.WasSilent ? "Silence: the compiler does not return." : fault.Ending.Errors.TrimEnd());
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Tally(IEnumerable<string> lines, Dictionary<string, int> outcomes)
    {
        foreach (string word in lines.SelectMany(line => line.Split(' ')[1..]).Where(word => word != DeclarationChild.Started))
            outcomes[word] = outcomes.GetValueOrDefault(word) + 1;
    }

    private static Failure Smallest(Failure failed)
    {
        while (Failures([.. failed.Declaration.Simpler()], []).FirstOrDefault(failure => failure.Kind == failed.Kind) is { } simpler)
            failed = simpler;
        return failed;
    }

    private sealed record Failure(Declaration Declaration, string Reason)
    {
        /// <summary>The first word of the reason is a diagnostic's id, or states that there is none.</summary>
        public string Kind => Reason.Split(' ', 2)[0];

        public override string ToString() => $"{Reason}\n{Declaration.Source}";
    }
}
