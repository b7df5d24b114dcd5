namespace Serving;

/// <summary>A trained network and its number. Immutable once published, so any number of requests may share it.</summary>
internal sealed record Version(int Number, InsideCircle Network);

/// <summary>The network in service and its predecessors.</summary>
/// <param name="first">The network to start with, as version 1.</param>
internal sealed class Versions(InsideCircle first)
{
    /// <summary>How many versions can be looked up, including the one in service.</summary>
    private const int Kept = 100;

    // Newest first. The array is replaced, never written to, so that a request sees the versions either before or after a publication.
    private volatile Version[] _newestFirst = [new(1, first)];

    /// <summary>The network in service. A request reads it once and uses that value throughout.</summary>
    public Version Current => _newestFirst[0];

    /// <summary>A version by its number; null if it does not exist yet or is no longer kept.</summary>
    public Version? Find(int number) => Array.Find(_newestFirst, version => version.Number == number);

    /// <summary>Publishes a network: requests that read <see cref="Current"/> from now on are served by it. Must not be called concurrently.</summary>
    /// <param name="network">The network, which must not be trained any further.</param>
    public Version Publish(InsideCircle network)
    {
        Version[] before = _newestFirst;
        var version = new Version(before[0].Number + 1, network);
        _newestFirst = [version, .. before.Take(Kept - 1)];
        return version;
    }
}
