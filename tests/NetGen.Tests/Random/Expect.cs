namespace NetGen.Tests.RandomCases;

/// <summary>A network did not do what it should.</summary>
public sealed class ExpectationException(string message) : Exception(message);

/// <summary>Expectations that a test and a program can share.</summary>
public static class Expect
{
    public static void True(bool condition, Func<string> message)
    {
        if (!condition)
            throw new ExpectationException(message());
    }

    /// <summary>The same bits everywhere, the payload of a NaN aside.</summary>
    public static void SameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        for (int i = 0; i < expected.Length; i++)
            if (BitConverter.SingleToInt32Bits(expected[i]) != BitConverter.SingleToInt32Bits(actual[i]) && !(float.IsNaN(expected[i]) && float.IsNaN(actual[i])))
                throw new ExpectationException($"{what}: number {i} is {actual[i]:r}, not {expected[i]:r}");
    }

    /// <summary>Within an absolute tolerance.</summary>
    public static void CloseTensor(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double tolerance, string what)
    {
        for (int i = 0; i < expected.Length; i++)
            Close(expected[i], actual[i], tolerance, $"{what}[{i}]");
    }

    public static void Close(double expected, double actual, double tolerance, string what)
    {
        // Written so that a NaN fails.
        if (!(Math.Abs(expected - actual) <= tolerance))
            throw new ExpectationException($"{what} is {actual:r}, not {expected:r}; off by {Math.Abs(expected - actual):e2} where {tolerance:e2} is allowed");
    }
}
