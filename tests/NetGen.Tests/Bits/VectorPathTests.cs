using NetGen.Tests.Processes;

namespace NetGen.Tests.Bits;

/// <summary>The same trained weights and outputs, bit for bit, on every vector path and for every number of threads. The path is chosen when a process starts, so each runs in its own process.</summary>
public class VectorPathTests
{
    [Fact]
    public void Neither_vector_width_nor_threads_change_a_bit()
    {
        string[] lines =
        [
            .. Run([], []),
            // Integers by the instructions of processors that multiply bytes, or only 16-bit integers, 512 and 256 bits of them.
            .. Run(["AvxVnni"], [("DOTNET_EnableAVXVNNI", "0")]),
            .. Run(["Avx512", "AvxVnni"], [("DOTNET_EnableAVX512", "0"), ("DOTNET_EnableAVXVNNI", "0")]),
            // 128-bit fused multiply-adds, as on Arm.
            .. Run(["Avx512", "Vector256"], [("DOTNET_EnableAVX512", "0"), ("DOTNET_PreferredVectorBitWidth", "128")]),
            // Without AVX2 fused multiply-adds are done in software.
            .. Run(["Avx512", "Vector256", "Fma"], [("DOTNET_EnableAVX2", "0")]),
        ];
        IGrouping<string, string>[] results = [.. lines.Select(line => line.Split(' ')).Where(words => words[0] != "hardware").GroupBy(words => words[0], words => words[^1])];
        Assert.All(results, result => Assert.True(result.Distinct().Count() == 1, $"{result.Key} differs:\n{string.Join("\n", lines)}"));
        // Each network appears for each path with 1, 2 and 3 threads; the multiply-adds, the quantized networks and the combined hash once per path.
        Assert.Equal(16, results.Count(result => result.Count() == 5 * 3));
        Assert.Equal(["FusedSums", "MixedBFloat16", "MixedInt8", "MixedDynamicInt8", "all"], results.Where(result => result.Count() == 5).Select(result => result.Key));
        Assert.Equal(16 + 5, results.Length);
    }

    private static IEnumerable<string> Run(string[] switchedOff, (string Name, string Value)[] switches)
    {
        ChildProgram.Ending ending = new ChildProgram("NetGen.Bits.dll", switchedOff) { Environment = switches }.Run();
        Assert.True(ending.ExitCode == 0, $"Without {string.Join(", ", switchedOff)}: {ending.Errors}");
        return ending.Lines;
    }
}
