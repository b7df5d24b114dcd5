// Holds random networks to the double-precision reference, as the tests do, but as many as wanted:
//   dotnet run -c Release --project samples/RandomNetworks -- --count 10000 --seed 1
using System.Diagnostics;
using FsCheck.Fluent;
using NetGen.Tests.RandomCases;

int count = (int)Option("--count", 10_000);
ulong seed = Option("--seed", 1);
var clock = Stopwatch.StartNew();
try
{
    RandomRun.Check(Gen.OneOf(RandomNetworks.Cases, RandomSpatialNetworks.Cases), seed, count, passed => Console.WriteLine($"{passed,6} of {count} networks are what they declare, {clock.Elapsed:h\\:mm\\:ss}"));
    return 0;
}
catch (ExpectationException failure)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}

ulong Option(string name, ulong otherwise) => Array.IndexOf(args, name) is >= 0 and int place ? ulong.Parse(args[place + 1]) : otherwise;
