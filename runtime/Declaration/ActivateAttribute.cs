namespace NetGen;

/// <summary>An activation as a layer of its own, as after a normalisation.</summary>
/// <param name="activation">The function applied to each element; softmax needs a vector, and is over all its elements.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ActivateAttribute(Activation activation) : LayerAttribute
{
    /// <summary>The function applied to each element, or to a vector of them.</summary>
    public Activation Activation { get; } = activation;
}
