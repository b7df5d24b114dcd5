using Benchmarks.Peers;
using Benchmarks.Timing;

namespace Benchmarks.Costs;

/// <summary>Times of inference with weights of fewer bits, in nanoseconds per sample, on one thread and in one run.</summary>
/// <param name="Name">As in <c>D.forward.1</c>.</param>
/// <param name="Entries">Networks and peers, in the order of <see cref="Names"/>; null for a peer that is missing.</param>
internal sealed record PrecisionCost(string Name, IReadOnlyList<Spread?> Entries)
{
    public static IReadOnlyList<string> Names { get; } = ["NetGen", "bfloat16", "int8", "dynamic int8", "ONNX Runtime", "ONNX Runtime, dynamic int8"];

    /// <summary>The largest error of an output that quantization may cause, relative to the largest output.</summary>
    private const double Tolerance = 0.05;

    /// <summary>Measures D, one sample and a batch.</summary>
    public static IEnumerable<PrecisionCost> Measure(OnnxRuntime? runtime, Interleaved timer) =>
        Benchmarks.Measure.Of(Topology.Of<D>()).Where(measure => measure is { Pass: Pass.Forward, Threads: 1 }).Select(measure => Measure(measure, runtime, timer));

    private static PrecisionCost Measure(Measure measure, OnnxRuntime? runtime, Interleaved timer)
    {
        var model = new Model(measure.Network);
        IWork?[] works =
        [
            NetGenPeer.PrepareForward<D>(model, measure.Batch),
            NetGenPeer.PrepareForward<DBFloat16>(model, measure.Batch),
            NetGenPeer.PrepareForward<DInt8>(model, measure.Batch),
            NetGenPeer.PrepareForward<DDynamicInt8>(model, measure.Batch),
            runtime is null ? null : new OnnxRuntimePeer(runtime).Prepare(model, measure),
            runtime is null ? null : new OnnxRuntimePeer(runtime, isQuantized: true).Prepare(model, measure),
        ];
        try
        {
            IWork[] present = [.. works.OfType<IWork>()];
            float[][] results = [.. present.Select(work => work.FirstResult())];
            foreach (float[] result in results)
                if (!(result.Zip(results[0], (a, b) => Math.Abs(a - b)).Max() <= Tolerance * results[0].Max()))
                    throw new InvalidOperationException($"{measure.Name}: the outputs of a network of fewer bits differ by more than quantization explains.");
            var spreads = new Queue<Spread>(timer.Time([.. present.Select(work => (Func<int, double>)work.Time)], Affinity.One));
            return new(measure.Name, [.. works.Select(work => work is null ? (Spread?)null : spreads.Dequeue() / measure.Samples)]);
        }
        finally
        {
            foreach (IWork? work in works)
                work?.Dispose();
        }
    }
}
