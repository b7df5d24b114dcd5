using NetGen.Tests.Reference;

namespace NetGen.Tests.RandomCases;

/// <summary>Random networks against the reference. NETGEN_SEED draws others; samples/RandomNetworks draws more.</summary>
public class RandomNetworkTests
{
    public static ulong Seed { get; } = Environment.GetEnvironmentVariable("NETGEN_SEED") is { Length: > 0 } seed ? ulong.Parse(seed) : 20_250_101;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Emitted_code_is_the_declaration(ulong part) => RandomRun.Check(RandomNetworks.Cases, Seed + part, count: 55);

    // After a softmax of 257 outputs every sum is some thousandths: a distance from kinks that is not relative to it finds no sample.
    [Fact]
    public void Small_sums_are_not_all_near_a_kink() => RandomRun.Check([new(
        new NetworkSpec(54, Loss.Huber, new Dense(62, Activation.Linear), new Dense(257, Activation.Relu), new Dense(37, Activation.Softplus, UseBias: false),
            new Dense(257, Activation.Softmax, UseBias: false), new Dense(53, Activation.LeakyRelu, UseBias: false), new Dense(300, Activation.Selu, UseBias: false)),
        Batch: 56, Seed: 611689)]);
}

/// <summary>The same with all kinds of layers; a class of its own, so that both run at once.</summary>
public class RandomSpatialNetworkTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Emitted_code_is_the_declaration(ulong part) => RandomRun.Check(RandomSpatialNetworks.Cases, RandomNetworkTests.Seed + part, count: 50);
}
