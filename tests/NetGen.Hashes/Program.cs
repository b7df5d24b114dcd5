// Holds every bit that networks compute to hashes that were recorded before: outputs, losses, gradients, statistics and trained weights.
//   dotnet run -c Release --project tests/NetGen.Hashes                   all, against Hashes.txt; prints what differs, by name
//   dotnet run -c Release --project tests/NetGen.Hashes -- --short        of the random networks every 15th only
//   dotnet run -c Release --project tests/NetGen.Hashes -- --only TEXT    networks whose name contains TEXT
//   dotnet run -c Release --project tests/NetGen.Hashes -- --record       writes Hashes.txt anew
// The random networks stand in Networks.txt, as samples/RandomNetworks -- --declare once drew them.
using System.Diagnostics;
using NetGen.Hashes;

(string Only, bool Short, bool Record)? options = args switch
{
    [] => ("", false, false),
    ["--short"] => ("", true, false),
    ["--only", var text] => (text, false, false),
    ["--record"] => ("", false, true),
    _ => null,
};
if (options is not var (only, isShort, record))
{
    Console.Error.WriteLine("Usage: NetGen.Hashes [--short | --only TEXT | --record]");
    return 2;
}

var clock = Stopwatch.StartNew();
var run = new HashRun(only, isShort);
string[] faults;
if (record)
{
    faults = [.. run.Failures];
    if (faults.Length == 0)
        HashFile.Write(run.Hashes);
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
