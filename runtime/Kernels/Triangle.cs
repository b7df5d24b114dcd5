namespace NetGen.Kernels;

/// <summary>The terms of a product's sums that a triangle leaves out: not multiplied by 0, so that a NaN there has no effect.</summary>
internal enum Triangle
{
    /// <summary>None.</summary>
    None,

    /// <summary>The terms after the row's own.</summary>
    LaterTerms,

    /// <summary>The terms before the row's own.</summary>
    EarlierTerms,
}
