using Benchmarks.Peers;
using Benchmarks.Timing;

namespace Benchmarks.Costs;

/// <summary>The gain from a second thread: a training step of the trainer, on one thread and on two, in nanoseconds per sample.</summary>
internal sealed record ThreadScaling(string Network, int Batch, Spread One, Spread Two)
{
    public double Speedup => One.Median / Two.Median;

    public static ThreadScaling Measure(Topology network, int batch, Interleaved timer)
    {
        var model = new Model(network);
        using IWork one = NetGenPeer.PrepareTrainer(model, new(network, Pass.Training, batch, Threads: 1));
        using IWork two = NetGenPeer.PrepareTrainer(model, new(network, Pass.Training, batch, Threads: 2));
        // A worker thread keeps the affinity of the thread that created it. Without affinity, the scheduler of a busy machine may wake it on the CPU of the thread that wakes it, and one waits for the other.
        Affinity.Pin(Affinity.One);
        two.Time(1);
        Affinity.Pin(Affinity.All);
        Spread[] spreads = timer.Time([one.Time, two.Time], Affinity.First);
        return new(network.Name, batch, spreads[0] / batch, spreads[1] / batch);
    }
}
