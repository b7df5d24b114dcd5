namespace NetGen.Tests.Reference;

/// <summary>The results of a forward pass of a batch, layer by layer.</summary>
/// <param name="Frames">Rows of a sample.</param>
/// <param name="GivesLastFrame">Whether the output of a sample is that of its last row.</param>
public sealed record Trace(LayerTrace[] Layers, Rounding Rounding, int Frames, bool GivesLastFrame)
{
    /// <summary>The outputs, sample by sample.</summary>
    public double[][] Outputs => Frames == 1 ? Layers[^1].Y : [.. Layers[^1].Y.Chunk(Frames).Select(frames => GivesLastFrame ? frames[^1] : [.. frames.SelectMany(frame => frame)])];
}

/// <summary>A layer's x, z and y = f(z), sample by sample.</summary>
public sealed record LayerTrace(LayerSpec Spec, LayerPass Pass, double[][] X, double[][] Z, double[][] Y);
