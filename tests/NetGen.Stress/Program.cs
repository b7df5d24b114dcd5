// Looks for faults for as long as wanted:
//   dotnet run -c Release --project tests/NetGen.Stress -- guards --count 1000 --seed 1
using System.Diagnostics;
using FsCheck.Fluent;
using NetGen.Stress;
using NetGen.Stress.Guards;
using NetGen.Tests.RandomCases;

const string Usage =
    """
    guards --count N --seed S         random networks in memory between protected pages, on every vector width
    """;

var clock = Stopwatch.StartNew();
try
{
    switch (args)
    {
        case ["guards", .. var options]:
            Guard(Options.Parse(options));
            return 0;
        case ["guarded", var assembly, var bits, var first, .. var batches]:
            return GuardedChild.Run(assembly, int.Parse(bits), int.Parse(first), [.. batches.Select(int.Parse)]);
        case ["trip", var place]:
            return Trip.Run(place);
        default:
            throw new UsageException($"Write one of these commands:\n{Usage}");
    }
}
catch (UsageException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}
catch (ExpectationException failure)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}

void Guard(Options options)
{
    if (!OperatingSystem.IsLinux())
    {
        Console.WriteLine("Skipped: pages are protected by mmap and mprotect, as Linux has them.");
        return;
    }
    string widths = string.Join(", ", Width.Available.Select(width => width.Bits));
    RandomRun.Check(
        Gen.Frequency((9, RandomNetworks.Cases), (9, RandomSpatialNetworks.Cases), (2, RandomNetworks.LargeCases)),
        options.Seed, options.Count,
        passed => Console.WriteLine($"{passed,6} of {options.Count} networks keep to their memory, vectors of {widths} bits, {clock.Elapsed:h\\:mm\\:ss}"),
        GuardedRun.Trial);
}
