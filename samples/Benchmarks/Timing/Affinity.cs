using System.Runtime.InteropServices;

namespace Benchmarks.Timing;

/// <summary>The CPUs on which the measuring thread may run. The probe must run on the same CPU as the work, including that of a child process; on systems other than Linux nothing is pinned.</summary>
internal static unsafe partial class Affinity
{
    private static readonly ulong[] s_all = OperatingSystem.IsLinux() ? Get() : [];

    /// <summary>Every CPU available to this process; empty if unknown.</summary>
    public static int[] All { get; } =
        [.. s_all.SelectMany((bits, word) => Enumerable.Range(0, 64).Where(bit => (bits >> bit & 1) != 0).Select(bit => word * 64 + bit))];

    /// <summary>The CPU for work on a single thread: the last, since interrupts tend to go to the first.</summary>
    public static int[] One { get; } = All.Length == 0 ? [] : [All[^1]];

    /// <summary>The CPU for this thread if another works in parallel.</summary>
    public static int[] First { get; } = All.Length == 0 ? [] : [All[0]];

    /// <summary>Pins this thread to some CPUs.</summary>
    public static void Pin(int[] cpus)
    {
        if (cpus.Length == 0)
            return;
        var mask = new ulong[s_all.Length];
        foreach (int cpu in cpus)
            mask[cpu / 64] |= 1UL << (cpu % 64);
        Set(mask);
    }

    private static ulong[] Get()
    {
        var mask = new ulong[16];
        fixed (ulong* bits = mask)
            if (GetAffinity(0, (nuint)(mask.Length * sizeof(ulong)), bits) < 0)
                throw new InvalidOperationException($"sched_getaffinity failed with error {Marshal.GetLastPInvokeError()}.");
        return mask;
    }

    private static void Set(ulong[] mask)
    {
        fixed (ulong* bits = mask)
            if (SetAffinity(0, (nuint)(mask.Length * sizeof(ulong)), bits) < 0)
                throw new InvalidOperationException($"sched_setaffinity failed with error {Marshal.GetLastPInvokeError()}.");
    }

    [LibraryImport("libc", EntryPoint = "sched_getaffinity", SetLastError = true)]
    private static partial int GetAffinity(int thread, nuint size, ulong* mask);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static partial int SetAffinity(int thread, nuint size, ulong* mask);
}
