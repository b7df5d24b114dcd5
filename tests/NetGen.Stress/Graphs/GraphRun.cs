extern alias generator;
using System.Diagnostics;
using NetGen.Tests.Operations;
using NetGen.Tests.RandomCases;
using NetworkModel = generator::NetGen.Generator.Model.NetworkModel;

namespace NetGen.Stress.Graphs;

/// <summary>Compares random graphs with the reference in double precision, in processes that may crash or hang.</summary>
internal static class GraphRun
{
    /// <summary>The graphs of a process: so many that its start, while Roslyn's code is compiled, takes a small part of the time.</summary>
    private const int FewestOfGroup = 100, MostOfGroup = 1000;

    /// <summary>The time within which a process compiles an assembly, even the first on a busy machine.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(10);

    /// <summary>Graphs between two lines of progress.</summary>
    private const int Step = 100;

    /// <summary>Checks the graphs of successive seeds, and prints each that fails.</summary>
    /// <exception cref="ExpectationException">Some graphs failed.</exception>
    public static void Check(Options options)
    {
        if (options.Seed + (ulong)options.Count > int.MaxValue)
            throw new UsageException($"The last seed must be less than {int.MaxValue}.");
        var clock = Stopwatch.StartNew();
        int size = Math.Clamp((options.Count - 1) / Environment.ProcessorCount + 1, FewestOfGroup, MostOfGroup), groups = (options.Count - 1) / size + 1;
        int[] done = new int[groups];
        int faults = 0, printed = 0;
        Parallel.For(0, groups, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, group =>
        {
            int start = group * size, count = Math.Min(size, options.Count - start), first = (int)options.Seed + start;
            foreach (Watch.Fault fault in Watch.Faults(count, from => Watch.Child("graph", $"{first + from}", $"{count - from}", $"{from}") with
            {
                SilenceTimeout = LongestSilence,
                Printed = line => Report(group, int.Parse(line.Split(' ')[0])),
            }))
                lock (done)
                {
                    faults++;
                    Console.WriteLine($"Seed {first + fault.Case} does not {fault.Call}: {Reason(fault)}\n{Describe(GraphDrawing.Of(first + fault.Case))}");
                }
            Report(group, count);
        });
        Expect.True(faults == 0, () => $"{faults} of {options.Count} graphs failed; --count 1 --seed S repeats one of them.");

        void Report(int group, int count)
        {
            lock (done)
            {
                done[group] = count;
                int total = done.Sum();
                if (total / Step == printed / Step && total < options.Count)
                    return;
                printed = total;
                Console.WriteLine($"{total - faults,6} of {options.Count} graphs agree with the reference{(faults == 0 ? "" : $", {faults} don't")}, {clock.Elapsed:h\\:mm\\:ss}, {total / clock.Elapsed.TotalSeconds:F1} a second");
            }
        }
    }

    private static string Reason(Watch.Fault fault) => fault.Ending.WasSilent ? $"nothing happened for {LongestSilence.TotalMinutes} minutes"
        : fault.Ending.Errors.TrimEnd() is { Length: > 0 } errors ? errors
        : $"it ends the process with exit code {fault.Ending.ExitCode}";

    /// <summary>Inputs and layers, each with the values that it reads and its shape.</summary>
    private static string Describe(NetworkModel graph)
    {
        var shapes = graph.Shapes();
        return string.Join('\n',
        [
            .. graph.Inputs.Select((input, i) => $"  {i} = {input.Name}, {input.Shape}"),
            .. graph.NamedLayers.Select((layer, i) => $"  {graph.Inputs.Count + i} = {layer.Layer.Kind.Attribute} {layer.Name} of {string.Join(", ", layer.Layer.From)}, {shapes[graph.Inputs.Count + i]}"),
            .. graph.Outputs.Select(output => $"  {output.Name} is {output.Value}, {(output.Loss is { } loss ? $"{loss} · {output.Weight}" : "without a loss")}"),
        ]);
    }
}
