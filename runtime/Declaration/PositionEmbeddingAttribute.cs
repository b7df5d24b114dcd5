namespace NetGen;

/// <summary>Adds a learned vector to each position of channels × length: y = x + W, W of shape [length][channels], as the <c>wpe</c> of GPT-2 (Radford et al. 2019).</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class PositionEmbeddingAttribute : LayerAttribute
{
    /// <summary>How fresh vectors are drawn: by default <see cref="Initializer.NarrowNormal"/>, as GPT-2's.</summary>
    public Initializer Initializer { get; set; } = Initializer.Auto;
}
