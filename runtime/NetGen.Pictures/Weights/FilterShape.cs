namespace NetGen.Pictures;

/// <summary>The shape of the images that the inputs of a layer are.</summary>
/// <param name="Channels">Channels.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
public readonly record struct FilterShape(int Channels, int Height, int Width)
{
    /// <summary>As in <c>3 × 32 × 32</c>.</summary>
    public override string ToString() => $"{Channels} × {Height} × {Width}";
}
