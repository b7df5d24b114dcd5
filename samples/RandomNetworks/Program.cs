// Compares any number of random networks with the double-precision reference, as the tests do:
//   dotnet run -c Release --project samples/RandomNetworks -- --count 10000 --seed 1
// With --streams they are networks over frames:
//   dotnet run -c Release --project samples/RandomNetworks -- --streams --count 10000 --seed 1
// Or writes that many declarations, half of them with dense layers only, one per line: a name, the batch size, the seed of its data, and its attributes:
//   dotnet run -c Release --project samples/RandomNetworks -- --declare 300 --seed 1 > tests/NetGen.Hashes/Networks.txt
using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using NetGen.Tests.RandomCases;

int count = (int)Option("--count", 10_000), declared = (int)Option("--declare", 0);
ulong seed = Option("--seed", 1);
if (declared > 0)
{
    Declare("dense", RandomNetworks.Cases, declared - declared / 2);
    Declare("spatial", RandomSpatialNetworks.Cases, declared / 2);
    return 0;
}
Gen<RandomCase> kind = args.Contains("--streams") ? RandomStreams.Cases : Gen.OneOf(RandomNetworks.Cases, RandomSpatialNetworks.Cases);
var clock = Stopwatch.StartNew();
try
{
    RandomRun.Check(kind, seed, count, passed => Console.WriteLine($"{passed,6} of {count} networks agree with the reference, {clock.Elapsed:h\\:mm\\:ss}"));
    return 0;
}
catch (ExpectationException failure)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}

void Declare(string kind, Gen<RandomCase> cases, int count)
{
    foreach ((int i, RandomCase drawn) in cases.Sample(count, new Rnd(seed), 50).Index())
        Console.Write($"{kind}.{i:d3} {drawn.Batch} {drawn.Seed} {string.Join(' ', NetworkSource.Attributes(drawn.Spec))}\n");
}

ulong Option(string name, ulong defaultValue) => Array.IndexOf(args, name) is >= 0 and int index ? ulong.Parse(args[index + 1]) : defaultValue;
