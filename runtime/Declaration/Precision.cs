namespace NetGen;

/// <summary>How a network stores the weights of its dense layers and convolutions, which are nearly all of its parameters.</summary>
public enum Precision
{
    /// <summary>32-bit floats: the network can be trained.</summary>
    Float32,

    /// <summary>bfloat16, the upper half of a float: 2 bytes a weight, 8 significant bits. For inference.</summary>
    BFloat16,

    /// <summary>Integers from −127 to 127, with one 32-bit scale for each output, the largest magnitude of its weights / 127: 1 byte a weight. For inference.</summary>
    Int8,

    /// <summary>The same weights; besides, the inputs of a dense layer are rounded to such integers as they arrive, with one scale for each sample. Sums are then of integers, and exact. For inference.</summary>
    DynamicInt8,
}
