namespace NetGen.Training.Tests.Terminal;

/// <summary>A clock that is set forward by hand.</summary>
internal sealed class ManualTime : TimeProvider
{
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now;

    public void Advance(double seconds) => _now += (long)(seconds * TimeSpan.TicksPerSecond);
}
