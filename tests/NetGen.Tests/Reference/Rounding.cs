namespace NetGen.Tests.Reference;

/// <summary>The rounding of sums: none, or a simulation of single precision.</summary>
/// <remarks>A rounding error is a function of the rounded value: equal sums have equal errors, so that equal values stay equal.</remarks>
public sealed class Rounding
{
    // The error of a sum of n products is about √n/5 units of its magnitude if all have one sign, and a fifth of a unit if signs are mixed.
    private const double Error = 4.0 / (1 << 23);

    private readonly ulong _seed;
    private readonly double _error;

    private Rounding(ulong seed, double error) => (_seed, _error) = (seed, error);

    public static Rounding None { get; } = new(0, 0);

    /// <summary>One simulation of the rounding in single precision.</summary>
    public static Rounding Single(int trial) => new(DropoutMask.Mix((ulong)trial + 1), Error);

    public double Of(Sum sum)
    {
        if (_error == 0)
            return sum.Value;
        double unit = DropoutMask.Mix(_seed ^ BitConverter.DoubleToUInt64Bits(sum.Value)) / (double)ulong.MaxValue;
        return sum.Value + _error * sum.Magnitude * (2 * unit - 1);
    }

    public double[] Of(Sum[] sums) => [.. sums.Select(Of)];

    public double[][] Of(Sum[][] batch) => [.. batch.Select(Of)];
}
