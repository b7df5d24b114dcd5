using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>What a walk over a grid does with a pixel.</summary>
internal interface IPixelOperator
{
    /// <summary>Takes one pixel.</summary>
    /// <param name="packed">The offset of its first element where pixels follow each other without a gap.</param>
    /// <param name="strided">The same within the grid.</param>
    void Invoke(nint packed, nint strided);
}

/// <summary>The one loop of all walks over a grid. It is inlined with its operator, so that each walk compiles to a loop of its own.</summary>
internal static class GridWalk
{
    /// <summary>Gives the operator every pixel, row by row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TOperator>(Grid grid, ref TOperator pixel) where TOperator : struct, IPixelOperator, allows ref struct
    {
        nint channels = grid.Channels, packed = 0;
        for (int row = 0; row < grid.Height; row++)
        {
            nint strided = grid.Origin + row * grid.Pitch;
            for (int column = 0; column < grid.Width; column++)
            {
                pixel.Invoke(packed, strided);
                packed += channels;
                strided += channels;
            }
        }
    }
}
