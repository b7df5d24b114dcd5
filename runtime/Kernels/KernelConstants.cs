namespace NetGen.Kernels;

/// <summary>Constants shared by emitted code and the kernels that it calls; the compiler is built with this file too.</summary>
internal static class KernelConstants
{
    /// <summary>The most samples that a kernel processes at once.</summary>
    public const int BlockRows = 32;

    /// <summary>Accumulators of every sum over a row, whatever the vectors' width, the multiple to which rows and parameters are padded, and the width of a narrow panel.</summary>
    public const int Lanes = 16;

    /// <summary>Outputs in a panel of weights.</summary>
    public const int PanelWidth = 2 * Lanes;

    /// <summary>Inputs of the tallest tile of a weight gradient.</summary>
    public const int TallTile = 8;

    /// <summary>The most inputs of a dense layer of 8-bit integers: so many products of ±127 · ±127 are in a sum of 32 bits.</summary>
    public const int IntegerInputs = int.MaxValue / (127 * 127);

    /// <summary>Bytes to which buffers are aligned: a 512-bit load that crosses a cache line costs two.</summary>
    public const int Alignment = 64;

    /// <summary>Elements of the longest buffer: .NET's longest array, less a cache line for alignment.</summary>
    public const int BufferLength = 0x7FFFFFC7 - Alignment / sizeof(float);
}
