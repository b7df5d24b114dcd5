using System.Text.RegularExpressions;

namespace NetGen.Reach;

/// <summary>Neither Step nor Process calls the system or allocates, by traces of a program's system calls.</summary>
public class RealTimeTests
{
    private const string Marker = "getppid(";

    private static readonly string s_program = Path.Combine(AppContext.BaseDirectory, "NetGen.RealTime.dll");

    // Code is then compiled at the first call, not again in the background.
    private static readonly Dictionary<string, string> s_settled = new() { ["DOTNET_TieredCompilation"] = "0", ["DOTNET_EnableDiagnostics"] = "0" };

    [TraceFact]
    public void Streams_call_no_system() => AssertQuiet(Trace(Repository.DotNet, s_program, "calls"));

    [TraceFact]
    public void A_trace_shows_a_call_between_the_markers()
    {
        Network[] networks = Trace(Repository.DotNet, s_program, "calls", "--disturb");
        Assert.Equal(3, networks.Length);
        Assert.All(networks, network => Assert.Contains("sched_yield", Assert.Single(network.Calls)));
    }

    [LongTheory]
    [NativeTraceData("net10.0", "linux-x64", "<IlcInstructionSet>x86-64-v3</IlcInstructionSet>")]
    public void Native_code_calls_no_system_after_one_call(string framework, string runtime, string properties)
    {
        using var bits = new BitsProject();
        string program = bits.Publish(new NativeTarget(framework, runtime).Project(properties, BitsProject.ItemsOf("NetGen.RealTime/*.cs")));
        AssertQuiet(Trace(program, "calls", "--once"));
    }

    private static void AssertQuiet(Network[] networks)
    {
        Assert.Equal(["LstmAmp", "GruAmp", "WaveNetAmp"], networks.Select(network => network.Name));
        Assert.All(networks, network =>
        {
            Assert.Empty(network.Calls);
            Assert.Equal(0, network.AllocatedBytes);
        });
    }

    /// <summary>Runs the program; each network's markers are the second and third of three.</summary>
    private static Network[] Trace(params string[] command)
    {
        string file = Path.GetTempFileName();
        try
        {
            string[] printed = new Command("strace", ["-f", "-o", file, .. command]) { Folder = AppContext.BaseDirectory, Environment = s_settled }.Output().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            string[] lines = File.ReadAllLines(file);
            string thread = Regex.Match(lines.First(line => line.Contains(Marker)), @"^\d+").Value;
            // The rest of a marker during which another thread made a call is on a line of its own.
            string[] calls = [.. lines.Where(line => line.StartsWith(thread + " ", StringComparison.Ordinal) && !line.Contains("<... getppid resumed>"))];
            int[] markers = [.. calls.Index().Where(call => call.Item.Contains(Marker)).Select(call => call.Index)];
            Assert.Equal(3 * printed.Length, markers.Length);
            return [.. printed.Select((line, i) => new Network(line.Split(' ')[0], long.Parse(line.Split(' ')[1]), calls[(markers[3 * i + 1] + 1)..markers[3 * i + 2]]))];
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>What happened between the markers around a network's calls.</summary>
    private sealed record Network(string Name, long AllocatedBytes, string[] Calls);

    private static string? Missing => OperatingSystem.IsLinux() ? Tools.Missing("strace") : "System calls are traced only on Linux.";

    private sealed class TraceFactAttribute : FactAttribute
    {
        public TraceFactAttribute() => Skip = Missing;
    }

    private sealed class NativeTraceDataAttribute : NativeDataAttribute
    {
        public NativeTraceDataAttribute(string framework, string runtime, string properties) : base(framework, runtime, properties) => Skip ??= Missing;
    }
}
