using NetGen.Tests.Processes;

namespace NetGen.Tests.Bits;

/// <summary>The same trained weights and outputs, bit for bit, on every vector path and for every number of threads. A path is chosen when a process starts, so each runs in a process of its own.</summary>
public class VectorPathTests
{
    [Fact]
    public void Neither_vector_width_nor_threads_change_a_bit()
    {
        string[] lines =
        [
            .. Run([], []),
            .. Run(["Avx512"], [("DOTNET_EnableAVX512", "0")]),
            // Fused multiply-adds on 128 bits, as on Arm.
            .. Run(["Avx512", "Vector256"], [("DOTNET_EnableAVX512", "0"), ("DOTNET_PreferredVectorBitWidth", "128")]),
            // Without AVX2 fused multiply-adds are done in software.
            .. Run(["Avx512", "Vector256", "Fma"], [("DOTNET_EnableAVX2", "0")]),
        ];
        (string Network, string Hash)[] results = [.. lines.Select(line => line.Split(' ')).Where(words => words[0] != "hardware").Select(words => (words[0], words[2]))];
        foreach (IGrouping<string, string> network in results.GroupBy(result => result.Network, result => result.Hash))
        {
            Assert.Equal(4 * 3, network.Count());
            Assert.True(network.Distinct().Count() == 1, $"{network.Key} differs:\n{string.Join("\n", lines)}");
        }
        Assert.Equal(12, results.DistinctBy(result => result.Network).Count());
    }

    private static IEnumerable<string> Run(string[] switchedOff, (string Name, string Value)[] switches)
    {
        ChildProgram.Ending ending = new ChildProgram("NetGen.Bits.dll", switchedOff) { Environment = switches }.Run();
        Assert.True(ending.ExitCode == 0, $"Without {string.Join(", ", switchedOff)}: {ending.Errors}");
        return ending.Lines;
    }
}
