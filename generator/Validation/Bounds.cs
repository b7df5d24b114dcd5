using System;
using System.Linq;
using NetGen.Kernels;

namespace NetGen.Generator.Validation;

/// <summary>The largest networks that can be compiled, each with its reason.</summary>
internal static class Bounds
{
    /// <summary>Elements of one layer's input or output for one sample: a block of samples is indexed by int.</summary>
    public const long SampleLength = int.MaxValue / Limits.BlockRows;

    /// <summary>Elements of one array: .NET's longest, less a cache line for alignment. All parameters of a network with its statistics are one, and so are the intermediate results of a block of samples.</summary>
    public const long ArrayLength = KernelConstants.BufferLength;

    /// <summary>Rows of an embedding: up to 2²⁴ a float holds every whole number.</summary>
    public const int Indices = 1 << 24;

    /// <summary>Bytes of one layer's parameters: far more than a processor reads in the time that one output may take.</summary>
    public const long LayerBytes = 1L << 31;

    /// <summary>A product of positive extents; if it is too long for a sample, a smaller value that is too long as well, so that no product overflows.</summary>
    public static long Product(params long[] extents) =>
        extents.Aggregate(1L, (product, extent) => Math.Min(product * Math.Min(extent, SampleLength + 1), SampleLength + 1));
}
