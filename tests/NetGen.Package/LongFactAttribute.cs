namespace NetGen.Package;

/// <summary>A test of a minute or more: skipped unless the environment asks for it, as .ci/run does.</summary>
public sealed class LongFactAttribute : FactAttribute
{
    private const string Variable = "NETGEN_LONG";

    public LongFactAttribute() => Skip = Reason;

    /// <summary>Why such a test is skipped; null where it is asked for.</summary>
    internal static string? Reason => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } ? null : $"Takes a minute or more; {Variable}=1 runs it.";
}
