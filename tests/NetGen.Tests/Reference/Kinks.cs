namespace NetGen.Tests.Reference;

/// <summary>Where a derivative jumps, single and double precision may take different sides, and differ by right: tests draw another sample.</summary>
public static class Kinks
{
    // Errors are estimated from a few ways of rounding.
    private const double Margin = 8;

    /// <summary>How far a sample is from every place where a derivative jumps: sums from the kinks of their activation, the largest of a window from the next.</summary>
    public static IEnumerable<double> Distances(Trace trace, int row)
    {
        foreach (LayerTrace layer in trace.Layers)
        {
            foreach (double distance in layer.Spec.Switches(layer.Pass, layer.X[row]))
                yield return distance;
            foreach (double kink in Activations.Kinks(layer.Spec.Activation).ToArray())
                foreach (double z in layer.Z[row])
                    yield return z - kink;
        }
    }

    /// <summary>Whether rounding may carry a distance over its kink: whether some ways of rounding move it by a large part of itself.</summary>
    public static bool IsUncertain(double distance, params ReadOnlySpan<double> rounded)
    {
        foreach (double other in rounded)
            if (Math.Abs(other - distance) * Margin > Math.Abs(distance))
                return true;
        return false;
    }

    /// <summary>Whether rounding may carry any of a sample's distances over its kink.</summary>
    public static bool IsUncertain(Trace trace, Trace[] rounded, int row)
    {
        double[] exact = [.. Distances(trace, row)];
        double[][] others = [.. rounded.Select(other => Distances(other, row).ToArray())];
        for (int i = 0; i < exact.Length; i++)
            foreach (double[] other in others)
                if (IsUncertain(exact[i], other[i]))
                    return true;
        return false;
    }
}
