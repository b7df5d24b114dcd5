using NetGen.Tests.Reference;

namespace NetGen.Tests.RandomCases;

/// <summary>A network that failed a check, and why.</summary>
public sealed record Failure(RandomCase Case, string Reason)
{
    /// <summary>The first words of the reason, which state what was compared, before names and values.</summary>
    internal string Comparison => string.Join(' ', Reason.Split(' ').Take(2));

    public override string ToString() => $"{Case}\n{Reason}";
}

/// <summary>Reduces a failing network to the smallest that fails in the same way.</summary>
internal static class Shrinking
{
    /// <summary>Tries all simplifications together, and continues with the first that fails in the same way.</summary>
    /// <param name="failed">The failure to reduce.</param>
    /// <param name="failures">Returns which of the given networks fail, in order.</param>
    public static Failure Smallest(Failure failed, Func<RandomCase[], IEnumerable<Failure>> failures)
    {
        while (Simpler(failed.Case).ToArray() is { Length: > 0 } candidates && failures(candidates).FirstOrDefault(failure => failure.Comparison == failed.Comparison) is { } simpler)
            failed = simpler;
        return failed;
    }

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
