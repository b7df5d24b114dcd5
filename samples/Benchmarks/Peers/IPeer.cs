namespace Benchmarks.Peers;

/// <summary>NetGen itself, or an alternative.</summary>
internal interface IPeer : IDisposable
{
    string Name { get; }

    /// <summary>The version, and other settings that affect its speed.</summary>
    string Version { get; }

    /// <summary>Prepares a measurement; null if the peer does not support it.</summary>
    IWork? Prepare(Model model, Measure measure);
}

/// <summary>A measurement that a peer is ready to run repeatedly.</summary>
internal interface IWork : IDisposable
{
    /// <summary>The result of the first step: all outputs, or after a training step all parameters (weights [out][in], then biases, layer by layer). Called once, before any timing.</summary>
    float[] FirstResult();

    /// <summary>Takes steps, and returns the nanoseconds that all of them took.</summary>
    double Time(int steps);
}

/// <summary>Work that runs in this process.</summary>
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

    /// <summary>Takes steps in its own loop, so that there is no interface call between steps. The results are in memory that other code can read, so the JIT can't remove a step.</summary>
    protected abstract void Repeat(int steps);

    protected abstract float[] Result();

    public virtual void Dispose() { }
}
