using System.Diagnostics;

namespace NetGen.Training.Tests.Checkpoints;

/// <summary>Trainings whose processes are killed at random moments and continued by others.</summary>
public sealed class KilledTrainingTests
{
    /// <summary>Kills of each of the two kinds of run; NETGEN_LONG is set in CI.</summary>
    private static readonly int s_kills = Environment.GetEnvironmentVariable("NETGEN_LONG") is null ? 4 : 25;

    [Theory]
    [InlineData("classes", 3)]
    [InlineData("stream", 4)]
    public void A_run_that_is_killed_and_resumed_ends_with_the_bits_of_one_that_was_not(string kind, int seed)
    {
        using var folder = new TemporaryFolder();
        string whole = folder.Create("whole");
        var clock = Stopwatch.StartNew();
        Assert.True(Finishes(whole, kind, Timeout.InfiniteTimeSpan));
        TimeSpan duration = clock.Elapsed;
        var random = new Random(seed);
        int kills = 0, resumed = 0;
        // At least one must have been killed between its first step and its last.
        bool goesOn() => kills < s_kills || resumed == 0;
        for (int run = 0; goesOn(); run++)
        {
            string part = folder.Create($"run{run}");
            int before = kills;
            clock.Restart();
            // Some processes are killed before their first step, and most before their last.
            while (!Finishes(part, kind, goesOn() ? duration * (0.2 + random.NextDouble()) : Timeout.InfiniteTimeSpan))
            {
                kills++;
                bool hasBegun = File.Exists(Path.Combine(part, "checkpoint.safetensors"));
                resumed += hasBegun ? 1 : 0;
                // The machine may have become slower, so that no process would live long enough for a step,
                if (!hasBegun)
                    duration *= 1.1;
            }
            // or faster, so that none would live long enough to be killed.
            if (kills == before)
                duration = clock.Elapsed;
            foreach (string file in (string[])["weights.safetensors", "history.txt", "rate.txt"])
                Assert.Equal(File.ReadAllBytes(Path.Combine(whole, file)), File.ReadAllBytes(Path.Combine(part, file)));
            if (kind == "classes")
                Assert.Equal(Log(whole), Log(part));
        }
    }

    /// <summary>The log without its last column, which has times.</summary>
    private static string[] Log(string folder) => [.. File.ReadAllLines(Path.Combine(folder, "log.csv")).Select(line => line[..line.LastIndexOf(',')])];

    /// <summary>Runs the program for a time. Returns whether it finished; otherwise it was killed.</summary>
    private static bool Finishes(string folder, string kind, TimeSpan time)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "NetGen.Resume.dll");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, folder, kind]) { RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        if (!process.WaitForExit(time))
        {
            process.Kill();
            process.WaitForExit();
            return false;
        }
        Assert.True(process.ExitCode == 0, process.StandardError.ReadToEnd());
        return true;
    }
}
