namespace NetGen.Package;

/// <summary>A test of a minute or more: skipped unless the environment asks for it, as .ci/run does.</summary>
public sealed class LongFactAttribute : FactAttribute
{
    private const string Variable = "NETGEN_LONG";

    public LongFactAttribute() => Skip = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } ? null : $"Takes a minute or more; {Variable}=1 runs it.";
}
