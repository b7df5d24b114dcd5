using Benchmarks.Timing;

namespace Benchmarks.Bounds;

/// <summary>The bounds of one core of this machine, measured in the same run as the figures that are compared with them.</summary>
internal sealed class MachineBounds
{
    private readonly Interleaved _timer;
    private readonly Dictionary<long, (double Read, double Update)> _bandwidths = [];

    public MachineBounds(Interleaved timer)
    {
        _timer = timer;
        IReadOnlyList<FusedMultiplyAdds> widths = FusedMultiplyAdds.OfThisMachine();
        Spread[] spreads = timer.Time([.. widths.Select(width => (Func<int, double>)width.Time)], Affinity.One);
        Peaks = [.. widths.Zip(spreads, (width, spread) => (width.Bits, 2 * width.PerStep / spread.Median))];
    }

    /// <summary>GFLOP/s of fused multiply-adds on registers, by vector width.</summary>
    public IReadOnlyList<(int Bits, double GigaFlops)> Peaks { get; }

    /// <summary>The best of <see cref="Peaks"/>.</summary>
    public double Peak => Peaks.Max(peak => peak.GigaFlops);

    /// <summary>GB/s (bytes per nanosecond) of repeatedly reading, or updating in place, a block of memory: the bandwidth of the cache that holds that many bytes.</summary>
    public (double Read, double Update) Bandwidth(long bytes)
    {
        if (_bandwidths.TryGetValue(bytes, out (double, double) known))
            return known;
        using var stream = new MemoryStreams(bytes);
        Spread[] spreads = _timer.Time([stream.TimeReading, stream.TimeUpdating], Affinity.One);
        return _bandwidths[bytes] = (stream.Bytes / spreads[0].Median, stream.Bytes / spreads[1].Median);
    }

    /// <summary>A lower bound in nanoseconds per sample: the multiply-adds at peak rate, or reading the weights once, whichever is longer.</summary>
    public double NanosecondsASample(Measure measure)
    {
        (double read, double update) = Bandwidth(measure.Network.Bytes);
        double flops = 2 * (measure.Pass == Pass.Forward ? measure.Network.MultiplyAdds : measure.Network.TrainingMultiplyAdds);
        // A training step reads the weights forward and updates them at the end.
        double memory = measure.Network.Bytes / read + (measure.Pass == Pass.Training ? measure.Network.Bytes / update : 0);
        return Math.Max(flops / Peak, memory / measure.Samples) / measure.Threads;
    }
}
