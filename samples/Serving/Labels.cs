using System.Threading.Channels;

namespace Serving;

/// <summary>A bounded queue of labelled points from requests to training.</summary>
internal sealed class Labels
{
    private readonly Channel<LabelledPoint[]> _waiting = Channel.CreateBounded<LabelledPoint[]>(new BoundedChannelOptions(capacity: 256) { SingleReader = true });

    /// <summary>Enqueues all points or none; false if the queue is full.</summary>
    public bool TryAdd(LabelledPoint[] points) => _waiting.Writer.TryWrite(points);

    /// <summary>The points in the order of their arrival.</summary>
    public IAsyncEnumerable<LabelledPoint> ReadAllAsync(CancellationToken stopping) =>
        _waiting.Reader.ReadAllAsync(stopping).SelectMany(points => points);
}
