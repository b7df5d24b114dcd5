namespace Benchmarks.Calibration;

/// <summary>Every limit that can be measured, and the networks to measure it with.</summary>
internal static class LimitStudies
{
    private static readonly Step s_one = new(Pass.Forward, 1), s_batch = new(Pass.Forward, 64), s_training = new(Pass.Training, 64);

    public static IReadOnlyList<LimitStudy> All { get; } =
    [
        new LimitStudy.Threshold("SamplesInLanes", new("samples in lanes", 1 << 20), new("outputs in lanes", 0), Inclusive: true,
            [.. ((int[][])[[2, 2, 1], [2, 4, 1], [3, 4, 2], [4, 4, 2], [4, 6, 2], [4, 8, 4], [8, 8, 4], [8, 12, 4]]).Select(widths => Subject.Dense(widths, MultiplyAdds))],
            [s_one, s_batch, s_training]),
        new LimitStudy.Threshold("LeastFor512", new("256 bits", int.MaxValue), new("512 bits", 0), Inclusive: false,
            [.. ((int[][])[[4, 16, 2], [16, 16, 2], [16, 32, 4], [32, 32, 4], [32, 64, 4], [64, 64, 4], [64, 128, 4]]).Select(widths => Subject.Dense(widths, widths => widths[0] * widths[1]))],
            [s_one, s_batch, s_training]),
        new LimitStudy.Threshold("StraightLineTerms", new("straight line", 1 << 20), new("loop", 0), Inclusive: true,
            [.. ((int[])[4, 8, 12, 16, 20, 24, 32, 48]).Select(inputs => Subject.Dense([inputs, 128], widths => widths[0]))],
            [s_one]),
        new LimitStudy.Choice("MethodMultiplyAdds", [48, 96, 128, 160, 256], [Unrolled(24, 32), Unrolled(24, 128), Unrolled(48, 32), Unrolled(48, 128)], [s_one]),
        new LimitStudy.Choice("LoopUnroll", [2, 4, 8], [Subject.Dense([64, 128, 2]), Subject.Dense([256, 32, 10]), Subject.OfBenchmark("C")], [s_one]),
        new LimitStudy.Choice("Accumulators", [4, 8, 16], [Subject.Dense([64, 32, 32, 8]), Subject.OfBenchmark("B"), Subject.OfBenchmark("C")], [s_one]),
        new LimitStudy.Choice("Chains", [1, 2, 4], [Subject.Dense([64, 32, 32, 8]), Subject.OfBenchmark("B"), Subject.Dense([128, 10])], [s_one, s_batch]),
        new LimitStudy.Choice("TermsPerChain", [4, 8, 16, 32], [Subject.Dense([16, 16, 16, 4]), Subject.Dense([24, 32, 24, 8]), Subject.OfBenchmark("B")], [s_one, s_batch]),
        new LimitStudy.Block("BlockRows", [8, 16, 32], [Subject.OfBenchmark("B"), Subject.OfBenchmark("C"), Subject.OfBenchmark("D"), Subject.OfBenchmark("E"), Subject.OfBenchmark("H")], Pass.Forward),
        new LimitStudy.Choice("PrefetchedWeights", [32_768, 1 << 30], [Subject.OfBenchmark("C"), Subject.OfBenchmark("D")], [s_batch, s_training]),
        new LimitStudy.Choice("AliasingStride", [256, 512, 1 << 20], [Subject.OfBenchmark("D")], [s_training]),
        new LimitStudy.Choice("NarrowPixelTile", [6, 8, 10, 12, 14], [Subject.OfBenchmark("E"), Image(1, 24, 16, 3), Image(16, 16, 16, 3)], [s_one]),
        new LimitStudy.Choice("WidestNarrowPixelTile", [8, 10, 12, 16, 20], [Subject.OfBenchmark("E"), Image(1, 24, 16, 3), Image(16, 16, 16, 3)], [s_one]),
        new LimitStudy.Choice("WidestPixelTile", [4, 5, 6, 7, 8, 10], [Image(16, 16, 32, 3), Image(32, 16, 32, 1), Image(16, 8, 64, 3)], [s_one]),
        new LimitStudy.Choice("ColumnSums", [8, 10, 12, 16], [Subject.OfBenchmark("E"), Image(1, 32, 4, 3), Image(3, 32, 5, 3)], [s_one]),
        new LimitStudy.Threshold("StraightLineRun", new("rows written out", 1 << 20), new("rows in loops", 0), Inclusive: true,
            [.. ((int[])[1, 2, 4, 8, 16]).Select(channels => Image(channels, 12, 32, 3, size: 3 * channels))],
            [s_one]),
        new LimitStudy.Choice("WeightTile", [6, 8, 10, 12, 14], [Subject.OfBenchmark("E"), Image(16, 12, 32, 3, afterLayer: true)], [s_training]),
        new LimitStudy.Choice("InputTile", [4, 5, 6, 8], [Subject.OfBenchmark("E"), Image(16, 12, 32, 3, afterLayer: true)], [s_training]),
    ];

    /// <summary>Limits that are not determined by measurement, and their origin.</summary>
    public static IReadOnlyList<(string Limit, string Source)> NotMeasured { get; } =
    [
        ("PanelWidth", "two vectors of 512 bits, the width of a batch's tile; the runtime's kernels and files share it"),
        ("NarrowPanelWidth", "one vector of 512 bits, which is also the virtual vector of sums across lanes"),
        ("TallTile", "8 × 2 sums, two vectors of weights and one input fill 19 of the 32 registers of 512-bit vectors; 256-bit ones have 16"),
    ];

    private static int MultiplyAdds(int[] widths) => widths.Zip(widths[1..], (inputs, outputs) => inputs * outputs).Sum();

    /// <summary>A dense layer to be emitted as straight-line code whatever its size.</summary>
    private static Subject Unrolled(int inputs, int units) => new($"{inputs}-{units} unrolled", $"[Network({inputs}, Unroll = Unroll.Full)] [Dense({units})]");

    /// <summary>A network that consists mainly of one convolution.</summary>
    /// <param name="afterLayer">Whether another layer precedes it, so that the gradient of its input is computed.</param>
    private static Subject Image(int channels, int side, int filters, int kernel, int size = 0, bool afterLayer = false) => new(
        $"{channels}×{side}×{side}, {(afterLayer ? "1×1, " : "")}{kernel}×{kernel} → {filters}",
        $"[Network({channels}, {side}, {side})] {(afterLayer ? $"[Conv2D({channels}, 1, Activation.Relu)] " : "")}[Conv2D({filters}, {kernel}, Activation.Relu, Padding = {kernel / 2})] [GlobalAveragePool] [Dense(2)]",
        size);
}
