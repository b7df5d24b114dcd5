using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;

namespace NetGen.Tests.RandomCases;

/// <summary>Draws networks, compiles them in groups, and checks each against the reference, or with a given trial.</summary>
public static class RandomRun
{
    private const int GroupSize = 50;

    /// <summary>Runs compiled networks and returns those that fail, in order; <see cref="CompiledNetworks"/> reads the assembly.</summary>
    public delegate IEnumerable<Failure> Trial(RandomCase[] cases, byte[] assembly);

    /// <summary>Checks a number of random networks, in groups of which each processor takes one at a time where the check is the default.</summary>
    /// <param name="kind">The networks to draw from.</param>
    /// <param name="seed">The seed of the networks, their weights and their data.</param>
    /// <param name="count">The number of networks to check.</param>
    /// <param name="progress">Called with the number of networks that have passed so far, after each group.</param>
    /// <param name="trial">The check; by default the comparison with the reference.</param>
    /// <exception cref="ExpectationException">A network failed; the message has the smallest simplified network that fails too.</exception>
    public static void Check(Gen<RandomCase> kind, ulong seed, int count, Action<int>? progress = null, Trial? trial = null)
    {
        RandomCase[] cases = [.. kind.Sample(count, new Rnd(seed), 50)];
        var failures = new ConcurrentDictionary<int, ExpectationException>();
        int passed = 0;
        ParallelLoopResult result = Parallel.For(0, (count + GroupSize - 1) / GroupSize, new() { MaxDegreeOfParallelism = trial is null ? Environment.ProcessorCount : 1 }, (i, loop) =>
        {
            RandomCase[] group = cases[(i * GroupSize)..Math.Min(count, (i + 1) * GroupSize)];
            try
            {
                Check(group, trial);
                progress?.Invoke(Interlocked.Add(ref passed, group.Length));
            }
            catch (ExpectationException failure)
            {
                failures[i] = failure;
                // Earlier groups are still checked, so that the first failure is reported.
                loop.Break();
            }
        });
        if (result.LowestBreakIteration is { } first)
            throw new ExpectationException($"Seed {seed}: {failures[(int)first].Message}");
    }

    /// <summary>Checks given networks.</summary>
    /// <exception cref="ExpectationException">A network failed; the message has the smallest simplified network that fails too.</exception>
    public static void Check(RandomCase[] cases, Trial? trial = null)
    {
        trial ??= AgainstReference;
        if (Failures(cases, trial).FirstOrDefault() is not { } first)
            return;
        Failure smallest = Shrinking.Smallest(first, relatives => Failures(relatives, trial));
        throw new ExpectationException($"{first}\nThe smallest similar failure: {smallest}\n{NetworkSource.Declare(smallest.Case.Spec, "Failing")}");
    }

    private static IEnumerable<Failure> Failures(RandomCase[] cases, Trial trial)
    {
        (byte[] assembly, string? fault) = TryCompile(cases);
        if (fault is null)
            return trial(cases, assembly);
        // One of them does not compile; a binary search finds it.
        int half = cases.Length / 2;
        return half == 0 ? [new(cases[0], fault)] : Failures(cases[..half], trial).Concat(Failures(cases[half..], trial));
    }

    private static (byte[] Assembly, string? Fault) TryCompile(RandomCase[] cases)
    {
        try
        {
            return (CompiledNetworks.Compile(cases.Select(c => c.Spec)), null);
        }
        catch (ExpectationException failure)
        {
            return ([], failure.Message);
        }
    }

    private static IEnumerable<Failure> AgainstReference(RandomCase[] cases, byte[] assembly)
    {
        using var networks = new CompiledNetworks(assembly);
        for (int i = 0; i < cases.Length; i++)
            if (Reason(cases[i], networks.Create(i)) is { } reason)
                yield return new(cases[i], reason);
    }

    private static string? Reason(RandomCase randomCase, ISubject subject)
    {
        try
        {
            Check(randomCase, subject);
            return null;
        }
        catch (Exception failure)
        {
            return failure is ExpectationException ? failure.Message : failure.ToString();
        }
    }

    private static void Check(RandomCase randomCase, ISubject subject)
    {
        Expect.True(subject is ITrainableSubject == randomCase.Spec.IsTrainable, () => $"The generator gave {randomCase.Spec} {(randomCase.Spec.IsTrainable ? "no" : "an")} ITrainableNetwork.");
        var problem = new Problem(randomCase);
        problem.LoadInto(subject.Parameters);
        float[] outputs = OutputChecks.Run(problem, subject);
        if (subject is ITrainableSubject trainable)
        {
            GradientChecks.Run(problem, trainable, outputs);
            DescentChecks.Run(problem, trainable);
            var selected = (ITrainableSubject)trainable.Clone();
            SelectionProblem selection = new(selected, problem.Inputs, problem.Targets, problem.OutputGradients, problem.Batch, problem.Case.Seed, workspace =>
            {
                problem.LoadInto(selected.Parameters);
                problem.Prepare(workspace);
            });
            SelectionChecks.Frozen(selection);
            SelectionChecks.Weighted(selection, (weights, loss, gradients) => GradientChecks.CompareWeighted(problem, weights, loss, gradients));
        }
        StreamChecks.Run(problem, subject, outputs);
        NaNChecks.Run(problem, subject, outputs);
        StaleValueChecks.Run(problem, subject, outputs);
        AllocationChecks.Run(problem, subject);
    }
}
