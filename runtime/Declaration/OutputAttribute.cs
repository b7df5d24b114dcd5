namespace NetGen;

/// <summary>Gives an output of a network's <c>Define</c> its loss. The network's loss is the weighted sum of its outputs' losses; an output without this attribute has none.</summary>
/// <param name="name">The output: the name of an element of the tuple that <c>Define</c> returns.</param>
/// <param name="loss">Its loss.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class OutputAttribute(string name, Loss loss) : Attribute
{
    /// <summary>The output.</summary>
    public string Name { get; } = name;

    /// <summary>Its loss.</summary>
    public Loss Loss { get; } = loss;

    /// <summary>The factor of its loss in the network's: finite and above 0.</summary>
    public double Weight { get; set; } = 1;
}
