using System.Text.Json;
using System.Text.Json.Serialization;
using Benchmarks.Costs;

namespace Benchmarks.Report;

/// <summary>All results of a run, as written by <c>--json</c>.</summary>
internal sealed record Results(
    Machine Machine,
    IReadOnlyDictionary<string, string> Peers,
    IReadOnlyList<string> Absent,
    IReadOnlyDictionary<string, double> PeakGigaFlops,
    IReadOnlyList<Outcome> Outcomes,
    IReadOnlyList<ThreadScaling> Threads,
    IReadOnlyList<FirstAnswer> FirstAnswers,
    IReadOnlyList<GeneratorCost> Builds,
    IReadOnlyList<Allocation> Allocations,
    IReadOnlyList<HeadsCost> Heads,
    IReadOnlyList<PrecisionCost> Precisions)
{
    private static readonly JsonSerializerOptions s_format = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    public string ToJson() => JsonSerializer.Serialize(this, s_format);

    public override string ToString() => string.Join('\n',
        ((string[])
        [
            Outcomes.Count == 0 ? "" : SpeedTable.Write(Outcomes, [.. Peers.Keys]),
            Threads.Count == 0 ? "" : CostTables.Write(Threads),
            FirstAnswers.Count == 0 ? "" : CostTables.Write(FirstAnswers),
            Builds.Count == 0 ? "" : CostTables.Write(Builds),
            Allocations.Count == 0 ? "" : CostTables.Write(Allocations),
            Heads.Count == 0 ? "" : CostTables.Write(Heads),
            Precisions.Count == 0 ? "" : CostTables.Write(Precisions),
        ]).Where(table => table.Length > 0));
}
