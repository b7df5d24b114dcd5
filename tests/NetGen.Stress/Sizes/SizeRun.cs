using System.Globalization;
using System.Text.Json;
using NetGen.Tests.Processes;
using NetGen.Tests.RandomCases;

namespace NetGen.Stress.Sizes;

/// <summary>Measures what the code of networks costs that could grow without bound, each in a process of its own.</summary>
internal static class SizeRun
{
    /// <param name="only">What the names of the networks contain.</param>
    /// <param name="patience">How many times the limits everything may take, on slower processors.</param>
    /// <exception cref="ExpectationException">A process failed, or a network is past a limit.</exception>
    public static void Check(string only, double patience)
    {
        List<string> faults = [];
        Console.WriteLine($"{"network",-34} layers  text/KB  generator/s  compiler/s  largest method/IL bytes  scratch/MB  peak/MB  run on 128 KB of stack/ms");
        for (int i = 0; i < SizeCases.All.Count; i++)
        {
            SizeCase network = SizeCases.All[i];
            if (!network.Name.Contains(only, StringComparison.Ordinal))
                continue;
            ChildProgram.Ending ending = (Watch.Child("size", $"{i}") with { SilenceTimeout = TimeSpan.FromMinutes(10) }).Run();
            if (ending.Lines.Count == 0)
            {
                faults.Add($"{network.Name}: {ending.Errors}");
                continue;
            }
            SizeFigures figures = JsonSerializer.Deserialize<SizeFigures>(ending.Lines[0])!;
            string run = ending.Lines.Count > 1 ? ending.Lines[1] : "failed";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{network.Name,-34} {network.Layers,6} {figures.Text / 1e3,8:F1} {figures.Generator,12:F2} {figures.Compiler,11:F2} {figures.LargestMethod,24:N0} {figures.Scratch / 1e6,11:F1} {figures.PeakMemory / 1e6,8:F0} {run,8}  {figures.LargestMethodName}"));
            if (ending.ExitCode != 0)
                faults.Add($"{network.Name}: {ending.Errors}");
            faults.AddRange(SizeLimits.Exceeded(network, figures, patience).Select(fault => $"{network.Name}: {fault}"));
        }
        Expect.True(faults.Count == 0, () => string.Join("\n", faults));
    }
}
