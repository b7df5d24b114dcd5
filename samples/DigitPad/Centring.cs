using Digits;

namespace DigitPad;

/// <summary>Brings every digit to the same size and place, as those of MNIST are: 20 pixels along its longer side, its centre of mass in the centre of 28 × 28 pixels.</summary>
internal static class Centring
{
    private const int Side = DrawnDigits.Side, Box = 20;

    /// <summary>Fainter pixels are background: noise must move neither the box nor the centre of mass.</summary>
    private const float Background = 0.2f;

    /// <summary>A dot stays a dot.</summary>
    private const float LargestScale = 2;

    /// <summary>Centres an image; one without ink becomes empty.</summary>
    /// <param name="image">28 × 28 pixels, from 0 to 1 (ink).</param>
    /// <param name="centred">28 × 28 pixels.</param>
    public static void Apply(ReadOnlySpan<float> image, Span<float> centred)
    {
        centred.Clear();
        (float mass, float massX, float massY) = (0, 0, 0);
        (int left, int top, int right, int bottom) = (Side, Side, -1, -1);
        for (int row = 0; row < Side; row++)
            for (int column = 0; column < Side; column++)
                if (Ink(image, row, column) is > 0 and var ink)
                {
                    (left, right) = (Math.Min(left, column), Math.Max(right, column));
                    (top, bottom) = (Math.Min(top, row), Math.Max(bottom, row));
                    (mass, massX, massY) = (mass + ink, massX + ink * column, massY + ink * row);
                }
        if (mass == 0)
            return;
        float step = Math.Max((Math.Max(right - left, bottom - top) + 1f) / Box, 1 / LargestScale);
        for (int row = 0; row < Side; row++)
            for (int column = 0; column < Side; column++)
                centred[row * Side + column] = Interpolate(image, massY / mass + (row - (Side - 1) / 2f) * step, massX / mass + (column - (Side - 1) / 2f) * step);
    }

    /// <summary>Bilinear interpolation between the centres of pixels.</summary>
    private static float Interpolate(ReadOnlySpan<float> image, float y, float x)
    {
        (int row, int column) = ((int)MathF.Floor(y), (int)MathF.Floor(x));
        (float down, float across) = (y - row, x - column);
        return (1 - down) * ((1 - across) * Ink(image, row, column) + across * Ink(image, row, column + 1))
            + down * ((1 - across) * Ink(image, row + 1, column) + across * Ink(image, row + 1, column + 1));
    }

    private static float Ink(ReadOnlySpan<float> image, int row, int column) =>
        (uint)row < Side && (uint)column < Side && image[row * Side + column] is >= Background and var ink ? ink : 0;
}
