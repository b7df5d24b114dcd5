using System;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>Whether the channels of a pixel are contiguous, or the pixels of a channel.</summary>
internal enum ChannelOrder
{
    Last,
    First,
}

/// <summary>Rows and columns of zeros around an image.</summary>
internal readonly record struct Border(int Above, int Below, int Left, int Right)
{
    public Border With(Border other) =>
        new(Math.Max(Above, other.Above), Math.Max(Below, other.Below), Math.Max(Left, other.Left), Math.Max(Right, other.Right));
}

/// <summary>The layout in which a reader needs a value.</summary>
internal readonly record struct Layout(ChannelOrder Order, Border Border)
{
    public static Layout Plain { get; } = default;

    /// <summary>The layout that serves two readers: the larger border of both. Both must have the same order of channels.</summary>
    public Layout With(Layout other) => Order == other.Order
        ? this with { Border = Border.With(other.Border) }
        : throw new InvalidOperationException("Two readers of a value need its channels in different orders.");
}

/// <summary>Rows of pixels, channels last, with a border of zeros for the convolution that reads them; a vector is one row of one pixel. Or channels first: a plane of such rows for each.</summary>
/// <param name="Pitch">Elements from one row to the next.</param>
/// <param name="Origin">The offset of the first pixel.</param>
/// <param name="Size">Elements in all, border included.</param>
/// <param name="Plane">Elements from one channel to the next; 0 where channels are last.</param>
internal readonly record struct Grid(int Height, int Width, int Channels, int Pitch, int Origin, int Size, int Plane = 0)
{
    public static Grid Of(Shape shape, Layout layout = default)
    {
        (int channels, int height, int width) = shape.Rank == 1 ? (shape.Width, 1, 1) : (shape.Channels, shape.Height, shape.Width);
        // With one channel both orders are the same.
        if (layout.Order == ChannelOrder.Last || channels == 1)
            return Of(channels, height, width, layout.Border);
        Grid plane = Of(1, height, width, layout.Border);
        return plane with { Channels = channels, Plane = plane.Size, Size = checked(channels * plane.Size) };
    }

    private static Grid Of(int channels, int height, int width, Border border)
    {
        int pitch = checked((border.Left + width + border.Right) * channels);
        return new(height, width, channels, pitch, border.Above * pitch + border.Left * channels, checked((border.Above + height + border.Below) * pitch));
    }

    public bool IsPlanes => Plane > 0;

    /// <summary>One of the planes.</summary>
    public Grid OfPlane => this with { Channels = 1, Plane = 0, Size = Plane };

    public int Pixels => Height * Width;

    public bool HasBorder => Size > Pixels * Channels;

    /// <summary>Whether there are pixels or a border: kernels then take one sample at a time.</summary>
    public bool IsSpatial => Pixels > 1 || HasBorder;
}
