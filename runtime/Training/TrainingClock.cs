using System.Diagnostics;

namespace NetGen.Training;

/// <summary>How long training and its current epoch have taken, and how long the rest will.</summary>
/// <param name="samplesInAll">Samples of all epochs.</param>
/// <param name="samplesBefore">Those trained on before the clock was started.</param>
internal struct TrainingClock(long samplesInAll, long samplesBefore)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _epochStart;
    private long _samplesBefore;

    /// <summary>Starts an epoch.</summary>
    public void StartEpoch(long samplesBefore) => (_epochStart, _samplesBefore) = (Stopwatch.GetTimestamp(), samplesBefore);

    /// <summary>Seconds since the epoch's start.</summary>
    public readonly double EpochSeconds => Stopwatch.GetElapsedTime(_epochStart).TotalSeconds;

    /// <summary>Samples of this epoch per second of it.</summary>
    public readonly double SamplesPerSecond(long samplesDone) => (samplesDone - _samplesBefore) / Math.Max(EpochSeconds, double.Epsilon);

    /// <summary>The remaining time at the speed so far, at most <see cref="TimeSpan.MaxValue"/>.</summary>
    public readonly TimeSpan TimeLeft(long samplesDone)
    {
        double ticks = Stopwatch.GetElapsedTime(_start).Ticks * ((double)(samplesInAll - samplesDone) / Math.Max(1, samplesDone - samplesBefore));
        return ticks < TimeSpan.MaxValue.Ticks ? new((long)ticks) : TimeSpan.MaxValue;
    }
}
