namespace NetGen;

/// <summary>A layer of the network declared on the same class. Layers apply in source order.</summary>
public abstract class LayerAttribute : Attribute
{
    /// <summary>The layer's name in <see cref="ParameterBlock.Names"/> and in the emitted code; by default its kind and number, as in <c>dense1</c>.</summary>
    public string? Name { get; set; }
}
