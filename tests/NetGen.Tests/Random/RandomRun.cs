using FsCheck;
using FsCheck.Fluent;
using NetGen.Tests.Reference;

namespace NetGen.Tests.RandomCases;

/// <summary>Draws networks, compiles them in groups, and holds each to everything it promises.</summary>
public static class RandomRun
{
    private const int GroupSize = 50;

    /// <summary>Checks that many networks.</summary>
    /// <param name="kind">The networks to draw from.</param>
    /// <param name="seed">Decides the networks, their weights and their data.</param>
    /// <param name="count">Networks to check.</param>
    /// <param name="progress">Told how many have passed, after each group.</param>
    /// <exception cref="ExpectationException">A network failed; the message has the smallest relative of it that fails too.</exception>
    public static void Check(Gen<RandomCase> kind, ulong seed, int count, Action<int>? progress = null)
    {
        RandomCase[] cases = [.. kind.Sample(count, new Rnd(seed), 50)];
        for (int done = 0; done < count; done += GroupSize)
        {
            RandomCase[] group = cases[done..Math.Min(count, done + GroupSize)];
            try
            {
                Check(group);
            }
            catch (ExpectationException failure)
            {
                throw new ExpectationException($"Seed {seed}: {failure.Message}");
            }
            progress?.Invoke(done + group.Length);
        }
    }

    /// <summary>Checks given networks.</summary>
    /// <exception cref="ExpectationException">A network failed; the message has the smallest relative of it that fails too.</exception>
    public static void Check(RandomCase[] cases)
    {
        if (FirstFailure(cases) is not var (failed, reason))
            return;
        (RandomCase smallest, string why) = Smallest(failed, reason);
        throw new ExpectationException($"{failed}\n{reason}\nThe smallest like it: {smallest}\n{why}\n{NetworkSource.Declare(smallest.Spec, "Failing")}");
    }

    private static (RandomCase Case, string Reason)? FirstFailure(RandomCase[] cases, Func<string, bool>? counts = null)
    {
        counts ??= _ => true;
        CompiledNetworks networks;
        try
        {
            networks = new CompiledNetworks(cases.Select(c => c.Spec));
        }
        catch (ExpectationException failure)
        {
            // One of them does not compile: halves of the group tell which.
            int half = cases.Length / 2;
            if (half > 0)
                return FirstFailure(cases[..half], counts) ?? FirstFailure(cases[half..], counts);
            return counts(failure.Message) ? (cases[0], failure.Message) : null;
        }
        using (networks)
            for (int i = 0; i < cases.Length; i++)
                try
                {
                    Check(cases[i], networks.Create(i));
                }
                catch (Exception failure)
                {
                    string reason = failure is ExpectationException ? failure.Message : failure.ToString();
                    if (counts(reason))
                        return (cases[i], reason);
                }
        return null;
    }

    private static void Check(RandomCase randomCase, ISubject subject)
    {
        var problem = new Problem(randomCase);
        problem.LoadInto(subject.Parameters);
        float[] outputs = OutputChecks.Run(problem, subject);
        if (subject is ITrainableSubject trainable)
        {
            GradientChecks.Run(problem, trainable, outputs);
            DescentChecks.Run(problem, trainable);
        }
        NaNChecks.Run(problem, subject, outputs);
        StaleNumberChecks.Run(problem, subject, outputs);
        AllocationChecks.Run(problem, subject);
    }

    // Each round compiles all simpler relatives at once and goes on from the first that fails in the same way.
    private static (RandomCase, string) Smallest(RandomCase failed, string reason)
    {
        string way = WayOf(reason);
        while (Simpler(failed).ToArray() is { Length: > 0 } relatives && FirstFailure(relatives, why => WayOf(why) == way) is var (simpler, why))
            (failed, reason) = (simpler, why);
        return (failed, reason);
    }

    // The first words say what was compared, before names and numbers.
    private static string WayOf(string reason) => string.Join(' ', reason.Split(' ').Take(2));

    private static IEnumerable<RandomCase> Simpler(RandomCase c)
    {
        int least = c.Spec.MinimumBatchSize;
        if (c.Batch > least)
            yield return c with { Batch = least };
        if (c.Batch / 2 > least)
            yield return c with { Batch = c.Batch / 2 };
        foreach (NetworkSpec spec in Simpler(c.Spec).Where(spec => spec.IsValid && spec.MinimumBatchSize <= c.Batch))
            yield return c with { Spec = spec };
    }

    private static IEnumerable<NetworkSpec> Simpler(NetworkSpec spec)
    {
        int last = spec.Layers.Length - 1;
        if (spec.Unroll != Unroll.Auto)
            yield return spec with { Unroll = Unroll.Auto };
        for (int i = 0; i <= last && last > 0; i++)
            yield return spec with { Layers = spec.Layers.RemoveAt(i) };
        foreach (Shape input in Simpler(spec.Input))
            yield return spec with { Input = input };
        for (int i = 0; i <= last; i++)
        {
            LayerSpec layer = spec.Layers[i];
            foreach (LayerSpec simpler in layer.Simpler())
                yield return With(spec, i, simpler);
            if (layer.Name is not null)
                yield return With(spec, i, layer with { Name = null });
            if (i < last && layer.Activation != Activation.Linear)
                yield return With(spec, i, layer with { Activation = Activation.Linear });
        }
    }

    private static IEnumerable<Shape> Simpler(Shape shape)
    {
        foreach (int part in (int[])[2, 1])
        {
            if (shape.Channels > 1)
                yield return shape with { Channels = part == 2 ? shape.Channels / 2 : shape.Channels - 1 };
            if (shape.Height > 1)
                yield return shape with { Height = part == 2 ? shape.Height / 2 : shape.Height - 1 };
            if (shape.Width > 1)
                yield return shape with { Width = part == 2 ? shape.Width / 2 : shape.Width - 1 };
        }
    }

    private static NetworkSpec With(NetworkSpec spec, int layer, LayerSpec changed) => spec with { Layers = spec.Layers.SetItem(layer, changed) };
}
