namespace NetGen;

/// <summary>A fully connected layer: y = activation(W·x + b), W of shape [units][inputs].</summary>
/// <param name="units">Outputs of the layer.</param>
/// <param name="activation">The function applied to each output.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DenseAttribute(int units, Activation activation = Activation.Linear) : LayerAttribute
{
    /// <summary>Outputs of the layer.</summary>
    public int Units { get; } = units;

    /// <summary>The function applied to each output.</summary>
    public Activation Activation { get; } = activation;

    /// <summary>Whether b is added.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>How fresh weights are drawn.</summary>
    public Initializer Initializer { get; set; } = Initializer.Auto;
}
