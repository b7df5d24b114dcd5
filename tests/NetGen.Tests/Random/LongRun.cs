namespace NetGen.Tests.RandomCases;

/// <summary>Whether the environment asks for the tests that take longer, as .ci/run does.</summary>
public static class LongRun
{
    public static bool IsAsked { get; } = Environment.GetEnvironmentVariable("NETGEN_LONG") is { Length: > 0 };
}
