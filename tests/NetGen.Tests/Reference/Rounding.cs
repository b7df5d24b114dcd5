namespace NetGen.Tests.Reference;

/// <summary>What becomes of a sum: itself, or what single precision may make of it.</summary>
/// <remarks>A rounding error is a function of what is rounded: equal sums have equal errors, so that equal numbers stay equal.</remarks>
public sealed class Rounding
{
    // A sum of n products is off by about √n/5 units of what it adds up where all are of one sign, by a fifth of a unit where signs are mixed.
    private const double Error = 4.0 / (1 << 23);

    private readonly ulong _seed;
    private readonly double _error;

    private Rounding(ulong seed, double error) => (_seed, _error) = (seed, error);

    public static Rounding None { get; } = new(0, 0);

    /// <summary>One of the ways in which single precision may round.</summary>
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
