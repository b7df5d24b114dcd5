using NetGen.Training;
using Spectre.Console.Rendering;

namespace NetGen.Terminal;

/// <summary>The table of the last epochs, laid out anew only when it changes: that takes longer than all else of an update.</summary>
internal sealed class RecentEpochs
{
    private (int Last, int Count, int Width, bool Unicode) _key;
    private List<Segment> _segments = [];

    /// <summary>The rows of some epochs, of which there is at least one. Not for several threads at once.</summary>
    public IEnumerable<Segment> Render(IReadOnlyList<EpochResult> epochs, RenderOptions options, int width)
    {
        var key = (epochs[^1].Epoch, epochs.Count, width, options.Unicode);
        if (key != _key)
            (_key, _segments) = (key, [.. ((IRenderable)new EpochTable(epochs)).Render(options, width)]);
        return _segments;
    }

    /// <summary>Forgets everything: another run has other epochs.</summary>
    public void Clear() => _key = default;
}
