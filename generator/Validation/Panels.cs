namespace NetGen.Generator.Validation;

/// <summary>How outputs fill panels.</summary>
internal static class Panels
{
    /// <summary>As many outputs as the panels hold that hold so many.</summary>
    public static long Pad(long outputs)
    {
        int width = outputs <= Limits.NarrowPanelWidth ? Limits.NarrowPanelWidth : Limits.PanelWidth;
        return (outputs + width - 1) / width * width;
    }
}
