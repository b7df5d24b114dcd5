using System.Diagnostics;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using NetGen.Tests.RandomCases;

namespace NetGen.Stress.Guards;

/// <summary>Checks that random networks stay within their memory: runs them in processes of every vector width, which an access out of bounds ends.</summary>
internal static partial class GuardedRun
{
    // The stack trace from the fatal error to the callers of the kernel.
    private const int TraceLines = 8;

    // Few of the other networks have a layer that threads share.
    private static Gen<RandomCase> Cases => Gen.Frequency((9, RandomNetworks.Cases), (9, RandomSpatialNetworks.Cases), (2, RandomNetworks.LargeCases), (2, RandomSpatialNetworks.SharedCases));

    /// <summary>Checks random networks.</summary>
    /// <exception cref="ExpectationException">A network accesses memory out of bounds; the message has the smallest simplified network that does so too.</exception>
    public static void Check(Options options)
    {
        if (!OperatingSystem.IsLinux())
        {
            Console.WriteLine("Skipped: pages are protected by Linux's mmap and mprotect.");
            return;
        }
        var clock = Stopwatch.StartNew();
        string widths = string.Join(", ", Width.Available.Select(width => width.Bits));
        RandomRun.Check(
            Cases, options.Seed, options.Count,
            passed => Console.WriteLine($"{passed,6} of {options.Count} networks stay within their memory, vectors of {widths} bits, {clock.Elapsed:h\\:mm\\:ss}"),
            Failures);
    }

    private static IEnumerable<Failure> Failures(RandomCase[] cases, byte[] assembly)
    {
        string folder = Directory.CreateTempSubdirectory("netgen-guards-").FullName;
        try
        {
            string path = Path.Combine(folder, "Networks.dll");
            File.WriteAllBytes(path, assembly);
            foreach (Width width in Width.Available)
                foreach (Watch.Fault fault in Watch.Faults(cases.Length, first =>
                    Watch.Child(["guarded", path, $"{width.Bits}", $"{first}", .. cases.Select(c => $"{c.Batch}")]) with { Environment = width.Environment }))
                    yield return new(cases[fault.Case], Reason(width, fault));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Reason(Width width, Watch.Fault fault)
    {
        string how = fault.Ending.WasSilent ? "does not return" : $"ends the process with exit code {fault.Ending.ExitCode}";
        IEnumerable<string> trace = fault.Ending.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(TraceLines).Select(line => Noise().Replace(line, ""));
        return $"{fault.Call}, vectors of {width.Bits} bits: {how}\n{string.Join('\n', trace)}";
    }

    /// <summary>The prefix that makes names of file-local types unique, and assembly names in a stack trace.</summary>
    [GeneratedRegex(@"<\w+>F[0-9A-F]{64}__|, \w+, Version=[\d.]+, Culture=neutral, PublicKeyToken=null")]
    private static partial Regex Noise();
}
