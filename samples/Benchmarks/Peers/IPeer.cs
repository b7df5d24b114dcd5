namespace Benchmarks.Peers;

/// <summary>NetGen itself, or what a user would pick instead.</summary>
internal interface IPeer : IDisposable
{
    string Name { get; }

    /// <summary>The version, and whatever else decides its speed.</summary>
    string Version { get; }

    /// <summary>Gets ready to compute a measure; null where the peer can't.</summary>
    IWork? Prepare(Model model, Measure measure);
}

/// <summary>A measure that a peer is ready to compute again and again.</summary>
internal interface IWork : IDisposable
{
    /// <summary>What the first step gives: all outputs, or after a training step all parameters (weights [out][in], then biases, layer by layer). Called once, before any timing.</summary>
    float[] FirstResult();

    /// <summary>Takes steps, and gives the nanoseconds that all of them took.</summary>
    double Time(int steps);
}

/// <summary>Work done in this process.</summary>
internal abstract class Work : IWork
{
    public float[] FirstResult()
    {
        Repeat(1);
        return Result();
    }

    public double Time(int steps)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        Repeat(steps);
        return System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    /// <summary>Takes steps in a loop of its own, so that no call through an interface stands between two of them. The results lie in memory that others can read, so no step can be left out.</summary>
    protected abstract void Repeat(int steps);

    protected abstract float[] Result();

    public virtual void Dispose() { }
}
