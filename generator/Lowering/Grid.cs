using System;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>Whether a pixel's channels lie side by side, or each channel's pixels do.</summary>
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

/// <summary>How a reader wants a value in memory.</summary>
internal readonly record struct Layout(ChannelOrder Order, Border Border)
{
    public static Layout Plain { get; } = default;

    /// <summary>What serves two readers: the border of both. One that reads channels last does not serve one that reads them first.</summary>
    public Layout With(Layout other) => Order == other.Order
        ? this with { Border = Border.With(other.Border) }
        : throw new InvalidOperationException("Two readers of a value want its channels in different orders.");
}

/// <summary>Rows of pixels, channels last, with a border of zeros for the convolution that reads them; a vector is one row of one pixel. Or channels first: a plane of such rows for each.</summary>
/// <param name="Pitch">Elements from one row to the next.</param>
/// <param name="Origin">The first pixel's place.</param>
/// <param name="Size">Elements in all, border included.</param>
/// <param name="Plane">Elements from one channel to the next; 0 where channels stand last.</param>
internal readonly record struct Grid(int Height, int Width, int Channels, int Pitch, int Origin, int Size, int Plane = 0)
{
    public static Grid Of(Shape shape, Layout layout = default)
    {
        (int channels, int height, int width) = shape.Rank == 1 ? (shape.Width, 1, 1) : (shape.Channels, shape.Height, shape.Width);
        // The same as channels last where there is but one.
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

    /// <summary>Whether there are pixels or a border: what works on it takes one sample at a time.</summary>
    public bool IsSpatial => Pixels > 1 || HasBorder;
}
