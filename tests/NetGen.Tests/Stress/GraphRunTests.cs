namespace NetGen.Tests.Stress;

/// <summary>A short run of random graphs against the reference; NetGen.Stress can run longer.</summary>
public class GraphRunTests
{
    [Fact]
    public void Random_graphs_agree_with_the_reference() =>
        Assert.StartsWith("3 of 3 graphs agree with the reference", Assert.Single(StressProgram.Lines("graphs", "--count", "3", "--seed", "1")));

    [Fact]
    public void Seeds_are_those_of_graphs() =>
        Assert.Contains("The last seed must be less than", StressProgram.Run("graphs", "--count", "3", "--seed", $"{int.MaxValue}").Errors, StringComparison.Ordinal);
}
