namespace NetGen;

/// <summary>Words for the padding of a convolution, beside plain numbers.</summary>
public static class Padding
{
    /// <summary>No padding: the kernel stays inside the input.</summary>
    public const int Valid = 0;

    /// <summary>As many zeros as keep the length, which takes a stride of 1: dilation·(kernel − 1) in all, the smaller half in front. For convolutions only.</summary>
    public const int Same = -1;
}
