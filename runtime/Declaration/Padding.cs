namespace NetGen;

/// <summary>Words for the padding of a convolution or a pool, beside plain numbers.</summary>
public static class Padding
{
    /// <summary>No padding: the kernel stays inside the input.</summary>
    public const int Valid = 0;

    /// <summary>As many zeros as keep the length, for a stride of 1: dilation·(kernel − 1) in all, the smaller half in front.</summary>
    public const int Same = -1;
}
