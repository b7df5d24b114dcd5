using System.Threading.Channels;

namespace Serving;

/// <summary>Labelled points on their way from requests to training, as many as training can catch up with.</summary>
internal sealed class Labels
{
    private readonly Channel<LabelledPoint[]> _waiting = Channel.CreateBounded<LabelledPoint[]>(new BoundedChannelOptions(capacity: 256) { SingleReader = true });

    /// <summary>Hands points over, all or none; false where too many wait already.</summary>
    public bool TryAdd(LabelledPoint[] points) => _waiting.Writer.TryWrite(points);

    /// <summary>The points in the order of their arrival.</summary>
    public IAsyncEnumerable<LabelledPoint> ReadAllAsync(CancellationToken stopping) =>
        _waiting.Reader.ReadAllAsync(stopping).SelectMany(points => points);
}
