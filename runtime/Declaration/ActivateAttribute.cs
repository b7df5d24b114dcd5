namespace NetGen;

/// <summary>An activation as a layer of its own, as after a normalisation.</summary>
/// <param name="activation">The function applied to each number; softmax over all numbers of a sample.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ActivateAttribute(Activation activation) : LayerAttribute
{
    /// <summary>The function applied to each number.</summary>
    public Activation Activation { get; } = activation;
}
