extern alias generator;
using NetGen.Tests.Operations;
using NetGen.Tests.RandomCases;
using NetworkModel = generator::NetGen.Generator.Model.NetworkModel;

namespace NetGen.Stress.Graphs;

/// <summary>The child process that compiles graphs and compares each with the reference. Before each step it prints a graph's number and what the graph must do: compile, or agree.</summary>
internal static class GraphChild
{
    /// <summary>The graphs of an assembly: starting Roslyn costs more than compiling a network.</summary>
    private const int AssemblySize = 100;

    /// <summary>A batch of several blocks, which few graphs have, since the reference takes as many times as long.</summary>
    private const int LongBatch = 33, ShortBatch = 2, GraphsOfLongBatch = 25;

    /// <param name="seed">The seed of the first graph.</param>
    /// <param name="count">The number of graphs.</param>
    /// <param name="number">The number of the first.</param>
    /// <exception cref="ExpectationException">A graph failed: the last that was named.</exception>
    public static void Run(int seed, int count, int number)
    {
        for (int done = 0; done < count; done += AssemblySize)
        {
            NetworkModel[] graphs = [.. Enumerable.Range(seed + done, Math.Min(AssemblySize, count - done)).Select(GraphDrawing.Of)];
            Compare(graphs, seed + done, number + done);
        }
    }

    private static void Compare(NetworkModel[] graphs, int seed, int number)
    {
        if (TryCompile(graphs, number) is not { } compiled)
        {
            // One of them does not compile: each is compiled by itself.
            for (int i = 0; i < graphs.Length; i++)
                Compare([graphs[i]], seed + i, number + i);
            return;
        }
        using (compiled)
            for (int i = 0; i < graphs.Length; i++)
            {
                Console.WriteLine($"{number + i} agree");
                Expected(() => OperationChecks.Check(graphs[i], (ITrainableSubject)compiled.Create(i), (seed + i) % GraphsOfLongBatch == 0 ? LongBatch : ShortBatch));
            }
    }

    /// <returns>Null if one of several graphs does not compile.</returns>
    /// <exception cref="ExpectationException">The only graph does not compile.</exception>
    private static CompiledNetworks? TryCompile(NetworkModel[] graphs, int number)
    {
        Console.WriteLine($"{number} compile");
        try
        {
            return CompiledGraph.CompileQuickly(graphs);
        }
        catch (Exception failure)
        {
            return graphs.Length > 1 ? null : throw new ExpectationException($"{failure}");
        }
    }

    private static void Expected(Action check)
    {
        try
        {
            check();
        }
        catch (Exception failure)
        {
            throw new ExpectationException(failure is Xunit.Sdk.XunitException ? failure.Message : $"{failure}");
        }
    }
}
