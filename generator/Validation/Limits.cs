namespace NetGen.Generator.Validation;

/// <summary>The largest networks that make sense, each with its reason.</summary>
internal static class Limits
{
    /// <summary>Samples that kernels take at once: the runtime's <c>Shards.BlockRows</c>.</summary>
    public const int BlockRows = 32;

    /// <summary>Numbers in one layer's input or output for one sample: a block of samples is indexed by int.</summary>
    public const long SampleLength = int.MaxValue / BlockRows;

    /// <summary>Bytes of one layer's parameters: offsets in bytes are ints.</summary>
    public const long LayerBytes = 1L << 31;

    /// <summary>Numbers in the parameters of a network, which are one array: .NET's longest.</summary>
    public const long ParameterCount = 0x7FFFFFC7;

    /// <summary>Floats in the widest vector. Weights are padded to it, so that narrow layers take more room than they use.</summary>
    public const int VectorWidth = 16;

    /// <summary>Multiply-add statements in one straight line. RyuJIT stops optimising a method past 20,000 IL instructions, at which a vector multiply-add takes about 13.</summary>
    public const long StraightLineStatements = 1_500;
}
