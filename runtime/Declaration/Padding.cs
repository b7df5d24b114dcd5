namespace NetGen;

/// <summary>Named values for the padding of a convolution, in addition to plain numbers.</summary>
public static class Padding
{
    /// <summary>No padding: the kernel stays inside the input.</summary>
    public const int Valid = 0;

    /// <summary>As many zeros as keep the length, which requires a stride of 1: dilation·(kernel − 1) in all, the smaller half before the input. For convolutions only.</summary>
    public const int Same = -1;
}
