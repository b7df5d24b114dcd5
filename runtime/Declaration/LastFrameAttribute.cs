namespace NetGen;

/// <summary>As the last layer of a network over frames: the output of the last frame alone, as for a class of the whole sequence.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class LastFrameAttribute : LayerAttribute;
