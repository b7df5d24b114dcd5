// Compares every bit of the results of networks with recorded hashes: outputs, losses, gradients, statistics and trained weights.
//   dotnet run -c Release --project tests/NetGen.Hashes                   all, compared with Hashes.txt; prints the names of differences
//   dotnet run -c Release --project tests/NetGen.Hashes -- --short        only every 15th random network
//   dotnet run -c Release --project tests/NetGen.Hashes -- --only TEXT    networks whose name contains TEXT
//   dotnet run -c Release --project tests/NetGen.Hashes -- --record       rewrites Hashes.txt
//   dotnet run -c Release --project tests/NetGen.Hashes -- --record TEXT  rewrites those of networks whose name contains TEXT, and keeps the others
// The random networks are in Networks.txt, which was written by samples/RandomNetworks -- --declare.
using System.Diagnostics;
using NetGen.Hashes;

(string Only, bool Short, bool Record)? options = args switch
{
    [] => ("", false, false),
    ["--short"] => ("", true, false),
    ["--only", var text] => (text, false, false),
    ["--record"] => ("", false, true),
    ["--record", var text] => (text, false, true),
    _ => null,
};
if (options is not var (only, isShort, record))
{
    Console.Error.WriteLine("Usage: NetGen.Hashes [--short | --only TEXT | --record [TEXT]]");
    return 2;
}

var clock = Stopwatch.StartNew();
var run = new HashRun(only, isShort);
string[] faults;
if (record)
{
    faults = [.. run.Failures];
    if (faults.Length == 0)
        HashFile.Write(run.Recorded(HashFile.Read(), only));
}
else
{
    SortedDictionary<string, string> recorded = HashFile.Read();
    faults = [.. run.Differences(recorded), .. only == "" && !isShort ? run.Missing(recorded).Select(network => $"{network}: not computed") : []];
}
foreach (string fault in faults)
    Console.WriteLine(fault);
string outcome = (record, faults.Length) switch
{
    (true, 0) => "all recorded",
    (true, _) => "none recorded",
    (false, 0) => "all as recorded",
    (false, int count) => $"{count} differences",
};
Console.WriteLine($"{run.Hashes.Count} hashes of {run.Networks} networks, {outcome}, {clock.Elapsed:m\\:ss}");
return faults.Length == 0 ? 0 : 1;
