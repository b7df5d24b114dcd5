// Searches for errors in any number of random cases:
//   dotnet run -c Release --project tests/NetGen.Stress -- guards --count 1000 --seed 1
//   dotnet run -c Release --project tests/NetGen.Stress -- declarations --count 4000 --seed 1
//   dotnet run -c Release --project tests/NetGen.Stress -- graphs --count 10000 --seed 1
// Or measures what the code of deep networks and of long kernels costs, and holds it to its limits:
//   dotnet run -c Release --project tests/NetGen.Stress -- sizes
using NetGen.Stress;
using NetGen.Stress.Declarations;
using NetGen.Stress.Graphs;
using NetGen.Stress.Guards;
using NetGen.Stress.Sizes;
using NetGen.Tests.RandomCases;

try
{
    switch (args)
    {
        case ["guards", .. var options]:
            GuardedRun.Check(Options.Parse(options));
            return 0;
        case ["declarations", .. var options]:
            DeclarationRun.Check(Options.Parse(options));
            return 0;
        case ["graphs", .. var options]:
            GraphRun.Check(Options.Parse(options));
            return 0;
        case ["sizes", .. var options]:
            Options sizes = Options.Parse(options);
            SizeRun.Check(sizes.Only, sizes.Patience);
            return 0;

        // Child processes of the tests and the commands above.
        case ["guarded", var assembly, var bits, var first, .. var batches]:
            GuardedChild.Run(assembly, int.Parse(bits), int.Parse(first), [.. batches.Select(int.Parse)]);
            return 0;
        case ["declared", var sources, var first]:
            DeclarationChild.Run(sources, int.Parse(first));
            return 0;
        case ["graph", var seed, var count, var number]:
            GraphChild.Run(int.Parse(seed), int.Parse(count), int.Parse(number));
            return 0;
        case ["size", var network]:
            SizeChild.Run(int.Parse(network));
            return 0;
        case ["access", var place]:
            OutOfBoundsAccess.Run(place);
            return 0;
        default:
            throw new UsageException($"Write a command:\n{Options.Usage}");
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
