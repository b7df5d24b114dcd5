using Benchmarks.Costs;

namespace Benchmarks.Report;

/// <summary>The costs of NetGen other than the time of its calls.</summary>
internal static class CostTables
{
    public static string Write(IReadOnlyList<ThreadScaling> scalings)
    {
        var table = new Table("trainer and predictor, ns per sample", "one thread", "two threads", "speed-up", "over the bound", "one in company", "two in company", "speed-up");
        foreach (ThreadScaling scaling in scalings)
            table.Add(
                scaling.Work, Figures.Number(scaling.Alone.One), Figures.Number(scaling.Alone.Two), Figures.Ratio(scaling.Alone.Speedup), Figures.Ratio(scaling.Alone.Two / scaling.Bound),
                Figures.Number(scaling.InCompany.One), Figures.Number(scaling.InCompany.Two), Figures.Ratio(scaling.InCompany.Speedup));
        return table.ToString();
    }

    public static string Write(IReadOnlyList<FirstAnswer> answers)
    {
        var table = new Table("fresh process", "first answer, ms", "empty process, ms", "JIT of Forward, ms", "methods", "JIT of a training step, ms", "methods", "first 100 ms, ns", "settled, ns");
        foreach (FirstAnswer answer in answers)
            table.Add(
                answer.Network, Figures.Number(answer.Milliseconds), Figures.Number(answer.EmptyMilliseconds),
                Figures.Number(answer.ForwardJitMilliseconds), $"{answer.ForwardMethods}",
                Figures.Number(answer.TrainingJitMilliseconds), $"{answer.TrainingMethods}",
                Figures.Number(answer.EarlyNanoseconds), Figures.Number(answer.SettledNanoseconds));
        return table.ToString();
    }

    public static string Write(IReadOnlyList<GeneratorCost> costs)
    {
        var table = new Table("build", "generator, ms", "compiler, ms", "lines", "source bytes", "assembly bytes");
        foreach (GeneratorCost cost in costs)
            table.Add(
                cost.Network, Figures.Number(cost.GeneratorMilliseconds), Figures.Number(cost.CompilerMilliseconds),
                Figures.Number(cost.Lines), Figures.Number(cost.SourceBytes), Figures.Number(cost.AssemblyBytes));
        return table.ToString();
    }

    public static string Write(ManyNetworksCost networks, IReadOnlyList<BuildCost> builds)
    {
        var kinds = new Table("generator, ms per network", "first", "edited", "source bytes");
        foreach (ManyNetworksCost.Kind kind in networks.Kinds)
            kinds.Add(kind.Layers, Figures.Number(kind.Milliseconds), Figures.Number(kind.EditedMilliseconds), Figures.Number(kind.SourceBytes));
        var all = new Table($"generator, ms for {networks.Count} networks", "first", "one edited", "another file edited", "another file edited beside one network of 100 layers in code", "source bytes");
        all.Add("all", Figures.Number(networks.Milliseconds), Figures.Number(networks.EditedMilliseconds), Figures.Number(networks.ElsewhereMilliseconds), Figures.Number(networks.GraphMilliseconds), Figures.Number(networks.SourceBytes));
        var cold = new Table("cold build, s", "median", "fastest", "slowest", "added");
        foreach (BuildCost build in builds)
            cold.Add(build.Project, Figures.Number(build.Seconds), Figures.Number(build.Fastest), Figures.Number(build.Slowest), Figures.Number(build.Seconds - builds[0].Seconds));
        return $"{kinds}\n{all}\n{cold}";
    }

    public static string Write(IReadOnlyList<Allocation> allocations)
    {
        var table = new Table("bytes allocated by a call", "Forward", "ForwardBatch", "ComputeGradients", "Step");
        foreach (Allocation allocation in allocations)
            table.Add(allocation.Network, $"{allocation.Forward:0.##}", $"{allocation.ForwardBatch:0.##}", $"{allocation.ComputeGradients:0.##}", $"{allocation.Step:0.##}");
        return table.ToString();
    }

    public static string Write(IReadOnlyList<PrecisionCost> costs)
    {
        var table = new Table(["weights of fewer bits, ns per sample", .. PrecisionCost.Names, "bfloat16", "int8", "dynamic int8", "dynamic int8 over ONNX Runtime's"]);
        foreach (PrecisionCost cost in costs)
            table.Add([cost.Name, .. cost.Entries.Select(entry => entry is { } spread ? Figures.MedianAndSpread(spread) : "–"), Times(cost, 0, 1), Times(cost, 0, 2), Times(cost, 0, 3), Times(cost, 5, 3)]);
        return table.ToString();

        static string Times(PrecisionCost cost, int slow, int fast) => cost.Entries[slow] is { } time && cost.Entries[fast] is { } other ? Figures.Ratio(time.Median / other.Median) : "–";
    }

    public static string Write(IReadOnlyList<HeadsCost> heads)
    {
        var table = new Table("several heads over one dense layer", "pairs", "ratio", "95 %", "");
        foreach (HeadsCost cost in heads)
            table.Add(cost.Ratios.Row(HeadsCost.Bound));
        return table.ToString();
    }
}
