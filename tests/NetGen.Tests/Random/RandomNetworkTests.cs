namespace NetGen.Tests.RandomCases;

/// <summary>Random networks against the reference. NETGEN_SEED draws others; samples/RandomNetworks draws more.</summary>
public class RandomNetworkTests
{
    private static ulong Seed { get; } = Environment.GetEnvironmentVariable("NETGEN_SEED") is { Length: > 0 } seed ? ulong.Parse(seed) : 20_250_101;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Emitted_code_is_the_declaration(ulong part) => RandomRun.Check(Seed + part, count: 55);
}
