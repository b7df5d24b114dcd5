using System.Diagnostics;

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

    private static string[] Run(string[] switchedOff, (string Name, string Value)[] switches)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, "NetGen.Bits.dll"), .. switchedOff])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in switches)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"Without {string.Join(", ", switchedOff)}: {errors.Result}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
