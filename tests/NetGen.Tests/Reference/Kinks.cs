namespace NetGen.Tests.Reference;

/// <summary>Points where a derivative jumps. Single and double precision may be on different sides of them and legitimately differ, so tests draw another sample.</summary>
public static class Kinks
{
    // A safety factor, since errors are estimated from a few simulated roundings.
    private const double Margin = 8;

    /// <summary>The distances of a sample from every point where a derivative jumps: of sums from the kinks of their activation, of the largest element of a window from the next.</summary>
    public static IEnumerable<double> Distances(Trace trace, int row)
    {
        foreach (LayerTrace layer in trace.Layers)
        {
            foreach (double distance in layer.Spec.Switches(layer.Pass, RowsOf(trace, layer.X, row)))
                yield return distance;
            foreach (double kink in Activations.Kinks(layer.Spec.Activation).ToArray())
                foreach (double[] frame in RowsOf(trace, layer.Z, row))
                    foreach (double z in frame)
                        yield return z - kink;
        }
    }

    private static double[][] RowsOf(Trace trace, double[][] rows, int sample) => rows[(sample * trace.Frames)..((sample + 1) * trace.Frames)];

    /// <summary>Whether rounding may change the sign of a distance: whether simulated roundings change it by a large fraction of itself.</summary>
    public static bool IsUncertain(double distance, params ReadOnlySpan<double> rounded)
    {
        foreach (double other in rounded)
            if (Math.Abs(other - distance) * Margin > Math.Abs(distance))
                return true;
        return false;
    }

    /// <summary>Whether rounding may change the sign of any of a sample's distances.</summary>
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
