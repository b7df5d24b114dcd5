// Damages weight files and IDX files at random, and kills processes while they save, any number of times; the tests do so briefly.
//   dotnet run -c Release --project tests/NetGen.Damage -- weights --count 100000 --seed 1
//   dotnet run -c Release --project tests/NetGen.Damage -- idx --count 100000 --seed 1
//   dotnet run -c Release --project tests/NetGen.Damage -- kills --count 200 --seed 1
using System.Diagnostics;
using NetGen.Damage;

if (args is [SavingProcess.Argument, var path])
    KilledSaves.Save(path);

int count = Option("--count", 1000), seed = Option("--seed", 1);
IEnumerable<Outcome>? outcomes = args.FirstOrDefault() switch
{
    "weights" => DamagedWeights.Run(count, seed),
    "idx" => DamagedIdx.Run(count, seed),
    "kills" => KilledSaves.Run(count, seed),
    _ => null,
};
if (outcomes is null)
{
    Console.Error.WriteLine("Usage: weights, idx or kills, with --count (default 1000) and --seed (default 1).");
    return 2;
}

var clock = Stopwatch.StartNew();
var tally = new Dictionary<Outcome, int>();
int done = 0;
foreach (Outcome outcome in outcomes)
{
    tally[outcome] = tally.GetValueOrDefault(outcome) + 1;
    if (++done % Math.Max(1, count / 10) == 0)
        Console.WriteLine($"{done,9:N0} of {count:N0}, {clock.Elapsed:h\\:mm\\:ss}: {string.Join(", ", tally.OrderBy(entry => entry.Key).Select(entry => $"{entry.Value:N0} {entry.Key}"))}");
}
return 0;

int Option(string name, int defaultValue) => Array.IndexOf(args, name) is >= 0 and int index ? int.Parse(args[index + 1]) : defaultValue;
