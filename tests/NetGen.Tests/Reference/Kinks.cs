namespace NetGen.Tests.Reference;

/// <summary>How near a sample's sums and outputs are to places where a derivative jumps. There single and double precision may take different sides, and differ by right, so that tests draw another sample.</summary>
public static class Kinks
{
    /// <summary>The smallest distance of any sum, or of the loss, from a kink. Rounding is relative to what a sum adds up, and so is its distance, where that is less than 1: after a softmax of hundreds of outputs every sum is small, and none uncertain for it. A sum that is exactly 0 doesn't count: it is 0 because everything that it adds is, in any precision.</summary>
    public static double Distance(NetworkSpec spec, ReferenceNetwork.Trace trace, double[]? target)
    {
        double distance = target is null ? double.PositiveInfinity : Losses.DistanceToKink(spec.Loss, trace.Output, target);
        for (int i = 0; i < trace.Z.Length; i++)
            foreach (double kink in Activations.Kinks(spec.Layers[i].Activation))
                foreach ((double z, double magnitude) in trace.Z[i].Zip(trace.Magnitudes[i]))
                    if (z != 0)
                        distance = Math.Min(distance, Math.Abs(z - kink) / Math.Min(1, magnitude));
        return distance;
    }
}
