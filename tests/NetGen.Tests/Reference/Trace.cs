namespace NetGen.Tests.Reference;

/// <summary>The results of a forward pass of a batch, layer by layer.</summary>
public sealed record Trace(LayerTrace[] Layers, Rounding Rounding)
{
    /// <summary>The outputs, sample by sample.</summary>
    public double[][] Outputs => Layers[^1].Y;
}

/// <summary>A layer's x, z and y = f(z), sample by sample.</summary>
public sealed record LayerTrace(LayerSpec Spec, LayerPass Pass, double[][] X, double[][] Z, double[][] Y);
