namespace NetGen;

/// <summary>In a network over frames, the frame of some frames ago: y[t] = x[t − frames], zeros before the first.</summary>
/// <param name="frames">Frames by which a stream is delayed, at least 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DelayAttribute(int frames) : LayerAttribute
{
    /// <summary>Frames by which a stream is delayed.</summary>
    public int Frames { get; } = frames;
}
