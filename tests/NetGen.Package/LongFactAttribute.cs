namespace NetGen.Package;

/// <summary>A test that takes long, since it builds projects: skipped unless NETGEN_LONG is set, as in .ci/run.</summary>
public sealed class LongFactAttribute : FactAttribute
{
    private const string Variable = "NETGEN_LONG";

    public LongFactAttribute() => Skip = Reason;

    /// <summary>The reason to skip such a test; null if it is to run.</summary>
    internal static string? Reason => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } ? null : $"Takes long; {Variable}=1 runs it.";
}
