using System.Text.RegularExpressions;
using NetGen.Tests.RandomCases;

namespace NetGen.Stress.Guards;

/// <summary>Holds random networks to their memory: runs them in processes of every vector width, which an access out of bounds ends.</summary>
internal static partial class GuardedRun
{
    // From the fatal error to the kernel's callers.
    private const int TraceLines = 8;

    /// <summary>The networks that fail, width after width.</summary>
    public static IEnumerable<Failure> Trial(RandomCase[] cases, byte[] assembly)
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

    /// <summary>What C# makes a file's own types unique by, and what .NET says of assemblies.</summary>
    [GeneratedRegex(@"<\w+>F[0-9A-F]{64}__|, \w+, Version=[\d.]+, Culture=neutral, PublicKeyToken=null")]
    private static partial Regex Noise();
}
