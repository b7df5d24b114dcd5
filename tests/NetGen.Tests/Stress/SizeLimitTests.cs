using NetGen.Tests.RandomCases;

namespace NetGen.Tests.Stress;

/// <summary>Bounds on the text, the build, the methods and the stack of any accepted network: of one deep network, or with NETGEN_LONG of all that the program measures.</summary>
public class SizeLimitTests
{
    [Fact]
    public void Deep_networks_and_long_kernels_keep_to_the_limits()
    {
        // Time is the processor's, which other processes change only through shared caches and cores; and processors differ.
        string[] lines = [.. StressProgram.Lines("sizes", "--patience", "4", "--only", LongRun.IsRequested ? "" : "mixed kinds")];
        Assert.InRange(lines.Length - 1, LongRun.IsRequested ? 10 : 1, 100);
    }
}
