namespace NetGen.Tests.RandomCases;

/// <summary>Whether NETGEN_LONG requests the longer tests, as .ci/run does.</summary>
public static class LongRun
{
    public static bool IsRequested { get; } = Environment.GetEnvironmentVariable("NETGEN_LONG") is { Length: > 0 };
}
