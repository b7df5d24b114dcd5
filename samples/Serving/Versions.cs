namespace Serving;

/// <summary>A trained network and its number. Once published, neither changes: any number of requests may share it.</summary>
internal sealed record Version(int Number, InsideCircle Network);

/// <summary>The network in service and those before it.</summary>
/// <param name="first">The network to start with, as version 1.</param>
internal sealed class Versions(InsideCircle first)
{
    /// <summary>How many versions can be looked up, the one in service among them.</summary>
    private const int Kept = 100;

    // Newest first. The array is replaced, never written to, so that a request sees the versions before a swap or those after it.
    private volatile Version[] _newestFirst = [new(1, first)];

    /// <summary>The network in service. A request reads it once, and uses what it has read to the end.</summary>
    public Version Current => _newestFirst[0];

    /// <summary>A version by its number; null for one that is not there yet, or no longer kept.</summary>
    public Version? Find(int number) => Array.Find(_newestFirst, version => version.Number == number);

    /// <summary>Puts a network in service: requests that read <see cref="Current"/> from now on are answered by it. For one caller at a time.</summary>
    /// <param name="network">The network, which nobody may train any further.</param>
    public Version Publish(InsideCircle network)
    {
        Version[] before = _newestFirst;
        var version = new Version(before[0].Number + 1, network);
        _newestFirst = [version, .. before.Take(Kept - 1)];
        return version;
    }
}
