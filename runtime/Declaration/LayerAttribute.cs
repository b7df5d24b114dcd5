namespace NetGen;

/// <summary>A layer of the network declared on the same class. Layers apply in source order.</summary>
public abstract class LayerAttribute : Attribute
{
    /// <summary>The layer's name in <see cref="ParameterBlock.Names"/>, in weights files and in the emitted code; by default its kind and number, as in <c>dense1</c>.</summary>
    /// <remarks>Any C# identifier, in any script, or a number such as <c>0</c>, as in PyTorch's <c>nn.Sequential</c>; two layers' names differ by more than case.</remarks>
    public string? Name { get; set; }
}
