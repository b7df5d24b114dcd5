using Digits;
using DigitPad;

namespace NetGen.Reach.DigitPad;

/// <summary>How a drawing becomes the network's input.</summary>
public class PadDrawingTests
{
    private const int Side = DrawnDigits.Side;

    public static TheoryData<int> Digits => [.. Enumerable.Range(0, DrawnDigits.Classes)];

    [Theory]
    [MemberData(nameof(Digits))]
    public void A_drawing_has_the_same_image_at_any_size_and_place(int digit)
    {
        float[] image = Draw(digit, scale: 1, shift: 0), small = Draw(digit, scale: 0.3, shift: 0.6);
        Assert.All(image.Zip(small), pixels => Assert.Equal(pixels.First, pixels.Second, 0.02f));
    }

    [Theory]
    [MemberData(nameof(Digits))]
    public void Its_centre_of_mass_is_in_the_centre_and_its_longer_side_has_20_pixels(int digit)
    {
        float[] image = Draw(digit, scale: 0.8, shift: 0);
        (double mass, double x, double y) = (0, 0, 0);
        foreach ((int i, float ink) in image.Index())
            (mass, x, y) = (mass + ink, x + ink * (i % Side), y + ink * (i / Side));
        Assert.Equal((Side - 1) / 2.0, x / mass, 0.2);
        Assert.Equal((Side - 1) / 2.0, y / mass, 0.2);
        int[] inked = [.. image.Index().Where(pixel => pixel.Item >= 0.5f).Select(pixel => pixel.Index)];
        int width = inked.Max(i => i % Side) - inked.Min(i => i % Side) + 1, height = inked.Max(i => i / Side) - inked.Min(i => i / Side) + 1;
        Assert.InRange(Math.Max(width, height), 18, 20);
    }

    [Fact]
    public void Nothing_is_an_empty_image()
    {
        Assert.All(PadDrawing.ToImage([]), pixel => Assert.Equal(0, pixel));
        Assert.All(PadDrawing.ToImage([double.NaN, double.NaN]), pixel => Assert.Equal(0, pixel));
    }

    [Fact]
    public void A_tap_is_a_dot() =>
        Assert.InRange(PadDrawing.ToImage([0.9, 0.1]).Count(pixel => pixel > 0.5f), 4, 60);

    [Fact]
    public void Strokes_are_not_joined()
    {
        float[] image = PadDrawing.ToImage([0.1, 0.1, 0.1, 0.9, double.NaN, double.NaN, 0.9, 0.1, 0.9, 0.9]);
        Assert.Equal(0, image[Side / 2 * Side + Side / 2]);
        Assert.True(image[Side / 2 * Side + 5] > 0.5f);
    }

    private static float[] Draw(int digit, double scale, double shift) =>
        PadDrawing.ToImage([.. Strokes.Variants(digit)[0].SelectMany(corner => new[] { shift + scale * corner.X, shift + scale * corner.Y })]);
}
