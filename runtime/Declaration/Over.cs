namespace NetGen;

/// <summary>The elements that a normalisation takes the mean and the variance of.</summary>
public enum Over
{
    /// <summary>All elements of a sample.</summary>
    Sample,
    /// <summary>The channels of each position: of each frame of channels × length, of each pixel of channels × height × width. The elements of a vector are its channels.</summary>
    Channels,
}
