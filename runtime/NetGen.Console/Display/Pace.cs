namespace NetGen.Terminal;

/// <summary>When a display is next updated: at most ten times a second, at least once a second, and in between so rarely that updates take four thousandths of the time, whatever the terminal takes for one.</summary>
/// <param name="time">The clock.</param>
internal sealed class Pace(TimeProvider time)
{
    private const int TimesCost = 250, MostPerSecond = 10;

    private long _next;

    /// <summary>Whether it is time.</summary>
    public bool IsDue => time.GetTimestamp() >= _next;

    /// <summary>Updates, and decides when to do so again.</summary>
    public void Update(Action update)
    {
        long start = time.GetTimestamp();
        update();
        long end = time.GetTimestamp();
        _next = end + Math.Clamp(TimesCost * (end - start), time.TimestampFrequency / MostPerSecond, time.TimestampFrequency);
    }
}
