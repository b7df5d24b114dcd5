namespace NetGen.Pictures;

/// <summary>The scale of the losses in a chart.</summary>
public enum LossScale
{
    /// <summary>Equal distances are equal differences.</summary>
    Linear,
    /// <summary>Equal distances are equal ratios; losses that are not above 0 are not drawn.</summary>
    Logarithmic,
}
