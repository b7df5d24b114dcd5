namespace NetGen.Tests.Stress;

/// <summary>No accepted network makes a text, a build, a method or a stack without bound.</summary>
public class SizeLimitTests
{
    [Fact]
    public void Deep_networks_and_long_kernels_keep_to_the_limits()
    {
        // Other tests run at the same time.
        string[] lines = [.. StressProgram.Lines("sizes", "--patience", "6")];
        Assert.True(lines.Length > 10, $"Only {lines.Length - 1} networks were measured.");
    }
}
