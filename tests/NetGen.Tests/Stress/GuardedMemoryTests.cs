namespace NetGen.Tests.Stress;

/// <summary>A short run of networks in protected memory; NetGen.Stress can run longer.</summary>
public class GuardedMemoryTests
{
    [LinuxFact]
    public void Random_networks_stay_within_their_memory() =>
        Assert.StartsWith("8 of 8 networks stay within their memory", Assert.Single(StressProgram.Lines("guards", "--count", "8", "--seed", "1")));

    [LinuxFact]
    public void An_access_out_of_bounds_ends_the_process()
    {
        Assert.Empty(StressProgram.Lines("access", "nowhere"));
        Assert.All(["front", "end", "locked"], place => Assert.Contains("AccessViolationException", StressProgram.Run("access", place).Errors));
    }
}
