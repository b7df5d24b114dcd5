using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The operation of a loop over a grid on a pixel.</summary>
internal interface IPixelOperator
{
    /// <summary>Processes one pixel.</summary>
    /// <param name="packed">The offset of its first element if pixels are contiguous.</param>
    /// <param name="strided">The same within the grid.</param>
    void Invoke(nint packed, nint strided);
}

/// <summary>The loop over a grid for all operators. It is inlined with its operator, so that each operator compiles to a loop of its own.</summary>
internal static class GridWalk
{
    /// <summary>Applies the operator to every pixel, row by row.</summary>
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
