using Benchmarks;
using Benchmarks.Bounds;
using Benchmarks.Calibration;
using Benchmarks.Comparison;
using Benchmarks.Costs;
using Benchmarks.Peers;
using Benchmarks.Report;
using Benchmarks.Timing;

if (args is [FirstAnswer.Command, .. var network])
    return FirstAnswer.Answer(network);
if (args is [ThreadScaling.CompanyCommand])
    return ThreadScaling.KeepBusy();
if (args is [Pairs.Command, var other, var pairs, .. var measures])
    return Pairs.Run(other, int.Parse(pairs), measures);
if (Options.Parse(args, out string? error) is not { } options)
{
    (error is null ? Console.Out : Console.Error).WriteLine(error ?? Options.Usage);
    return error is null ? 0 : 2;
}
try
{
    if (options.PictureFile is { } readmeOfChart)
    {
        Console.WriteLine($"Drew {PublishedFigures.Draw(readmeOfChart)}.");
        return 0;
    }
    if (options.Against is { } against)
    {
        if (!File.Exists(against))
            throw new FileNotFoundException($"There is no {against}; build samples/Benchmarks there first.");
        BuildComparison.Print(against, options);
        return 0;
    }
    if (options.ReadmeFile is { } published)
        PublishedFigures.Check(published);
}
catch (Exception problem) when (problem is IOException or InvalidDataException)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}
if (options.Generator)
{
    Console.WriteLine(Machine.Current());
    Console.Write(CostTables.Write(ManyNetworksCost.Measure(), BuildCost.Measure(runs: options.Quick ? 3 : 9)));
    return 0;
}

var machine = Machine.Current();
Console.WriteLine(machine);
var probe = new Probe();
var timer = new Interleaved(probe, cleanBatches: options.Quick ? 25 : 101, timeLimit: TimeSpan.FromSeconds(options.Quick ? 2 : 10));
if (options.Calibrate)
{
    new Calibrator(timer).Run(LimitStudies.All.Where(options.Includes));
    foreach ((string limit, string source) in LimitStudies.NotMeasured)
        Console.WriteLine($"{limit} = {GeneratorVariant.Current(limit):N0} isn't measured: {source}.");
    return 0;
}
var bounds = new MachineBounds(timer);
foreach ((int bits, double peak) in bounds.Peaks)
    Console.WriteLine($"{bits}-bit fused multiply-adds: {Figures.Number(peak)} GFLOP/s on one core");

using AllPeers peers = AllPeers.Find(options);
foreach (IPeer peer in peers.Present)
    Console.WriteLine($"{peer.Name}: {peer.Version}");
foreach (string reason in peers.Absent)
    Console.WriteLine(reason);
foreach (Topology topology in NetworkClasses.All.Concat(NetworkClasses.Sequences))
    Console.WriteLine($"{topology.Name}: {topology.Title}, {topology.Losses}");
Console.WriteLine();

var contest = new Contest(peers, bounds, timer);
var outcomes = new List<Outcome>();
foreach (Measure measure in NetworkClasses.All.Concat(NetworkClasses.Sequences).SelectMany(Measure.Of).Where(options.Includes))
{
    Outcome outcome = contest.Run(new Model(measure.Network), measure);
    outcomes.Add(outcome);
    foreach (string reason in outcome.Excluded)
        Console.Error.WriteLine(reason);
    foreach (Entry entry in outcome.Entries)
        Console.Error.WriteLine($"{measure.Name} {entry.Peer}: {Figures.MedianAndSpread(entry.Nanoseconds)} ns, {entry.Nanoseconds.Clean} of {entry.Nanoseconds.All} batches clean");
}

Topology[] costed = [.. NetworkClasses.All.Where(topology => options.IncludesCosts(topology))];
var results = new Results(
    machine,
    peers.Present.ToDictionary(peer => peer.Name, peer => peer.Version),
    peers.Absent,
    bounds.Peaks.ToDictionary(peak => $"{peak.Bits} bits", peak => peak.GigaFlops),
    outcomes,
    [.. NetworkClasses.All.Where(options.IncludesThreads).SelectMany(topology => ThreadScaling.Measure(topology, bounds, rounds: options.Quick ? 4 : 12))],
    [.. costed.Select(topology => FirstAnswer.Measure(topology.Name))],
    [.. costed.Select(topology => GeneratorCost.Measure(topology.Name))],
    [.. costed.Select(topology => Allocation.Measure(topology.Name))],
    [.. NetworkClasses.OfHeads.Where(pair => options.IncludesHeads(pair.Heads)).SelectMany(pair => HeadsCost.Measure(pair.Heads, pair.OneLayer, timer))],
    options.IncludesPrecisions ? [.. PrecisionCost.Measure(AllPeers.FindOnnxRuntime(), timer)] : []);
Console.Write(results);
if (options.JsonFile is { } file)
    File.WriteAllText(file, results.ToJson());
if (options.ReadmeFile is { } readme)
    PublishedFigures.Publish(readme, results);
return outcomes.All(outcome => outcome.NetGen is not null) ? 0 : 1;
