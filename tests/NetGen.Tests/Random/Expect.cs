namespace NetGen.Tests.RandomCases;

/// <summary>A network did not meet an expectation.</summary>
public sealed class ExpectationException(string message) : Exception(message);

/// <summary>Assertions shared by tests and programs.</summary>
public static class Expect
{
    public static void True(bool condition, Func<string> message)
    {
        if (!condition)
            throw new ExpectationException(message());
    }

    /// <summary>Asserts that all bits are the same, except for the payload of NaNs.</summary>
    public static void SameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        for (int i = 0; i < expected.Length; i++)
            if (BitConverter.SingleToInt32Bits(expected[i]) != BitConverter.SingleToInt32Bits(actual[i]) && !(float.IsNaN(expected[i]) && float.IsNaN(actual[i])))
                throw new ExpectationException($"{what}: number {i} is {actual[i]:r}, not {expected[i]:r}");
    }

    /// <summary>Asserts that a value is within an absolute tolerance.</summary>
    public static void CloseTensor(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double tolerance, string what)
    {
        for (int i = 0; i < expected.Length; i++)
            Close(expected[i], actual[i], tolerance, $"{what}[{i}]");
    }

    public static void Close(double expected, double actual, double tolerance, string what)
    {
        // Written so that NaN fails.
        if (!(Math.Abs(expected - actual) <= tolerance))
            throw new ExpectationException($"{what} is {actual:r}, not {expected:r}; off by {Math.Abs(expected - actual):e2} where {tolerance:e2} is allowed");
    }
}
