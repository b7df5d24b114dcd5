namespace NetGen.Generator.Validation;

/// <summary>Pads outputs to whole panels.</summary>
internal static class Panels
{
    /// <summary>The number of outputs, rounded up to whole panels.</summary>
    public static long Pad(long outputs)
    {
        int width = outputs <= Limits.NarrowPanelWidth ? Limits.NarrowPanelWidth : Limits.PanelWidth;
        return (outputs + width - 1) / width * width;
    }
}
