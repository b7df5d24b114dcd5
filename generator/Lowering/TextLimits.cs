using System;

namespace NetGen.Generator.Lowering;

/// <summary>The limits of a network's text, whatever its layers are: the C# compiler takes about a second for 300 KB of it.</summary>
internal static class TextLimits
{
    /// <summary>Bytes of a network of up to <see cref="Layers"/> layers; more of them add <see cref="OfLayer"/> each.</summary>
    public const int Network = 300_000, Layers = 200, OfLayer = 1_500;

    /// <summary>Bytes of a class without its layers, and what a layer of a deep network takes without its kernels. The search for what fits starts from these.</summary>
    private const int OfClass = 30_000, OfRow = 900;

    /// <summary>The most bytes for a network of some layers.</summary>
    public static int Of(int layers) => Network + OfLayer * Math.Max(0, layers - Layers);

    /// <summary>The most characters of them for methods that kernels call.</summary>
    public static long OfKernels(int layers) => Network - OfClass - (layers > Limits.LayersListed ? OfRow * Math.Min(layers, Layers) : 0);
}
