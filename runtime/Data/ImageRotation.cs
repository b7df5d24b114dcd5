namespace NetGen.Data;

/// <summary>Rotates images around their middle: each pixel is read at its place before the rotation, between four pixels by bilinear interpolation, those outside being 0.</summary>
internal sealed class ImageRotation(double maxDegrees) : Augmentation
{
    internal override bool IsForImages => true;

    internal override void Apply(Span<float> input, ImageShape shape, SeededRandom random, Span<float> scratch)
    {
        (double sine, double cosine) = SinCos((2 * random.NextDouble() - 1) * maxDegrees * (Math.PI / 180));
        (int height, int width) = (shape.Height, shape.Width);
        double middleRow = (height - 1) / 2.0, middleColumn = (width - 1) / 2.0;
        input.CopyTo(scratch);
        for (int row = 0; row < height; row++)
            for (int column = 0; column < width; column++)
            {
                double down = row - middleRow, right = column - middleColumn;
                double fromRow = middleRow + cosine * down - sine * right, fromColumn = middleColumn + sine * down + cosine * right;
                int top = (int)Math.Floor(fromRow), left = (int)Math.Floor(fromColumn);
                float below = (float)(fromRow - top), beside = (float)(fromColumn - left);
                for (int channel = 0; channel < shape.Channels; channel++)
                {
                    ReadOnlySpan<float> image = scratch.Slice(channel * height * width, height * width);
                    float upper = (1 - beside) * At(image, top, left) + beside * At(image, top, left + 1);
                    float lower = (1 - beside) * At(image, top + 1, left) + beside * At(image, top + 1, left + 1);
                    input[(channel * height + row) * width + column] = (1 - below) * upper + below * lower;
                }
            }

        float At(ReadOnlySpan<float> image, int row, int column) => (uint)row < (uint)height && (uint)column < (uint)width ? image[row * width + column] : 0;
    }

    /// <summary>Sine and cosine of an angle from −π to π, by their power series in correctly rounded operations: the C library's differ between systems in the last bit. The error is below 10⁻¹⁴.</summary>
    internal static (double Sine, double Cosine) SinCos(double angle)
    {
        // sin x = x·(1 − x²/(2·3)·(1 − x²/(4·5)·(…))), cos x = 1 − x²/(1·2)·(1 − x²/(3·4)·(…)). At π the first term left out is 10⁻¹⁶.
        double square = angle * angle, sine = 1, cosine = 1;
        for (int n = 28; n >= 2; n -= 2)
        {
            sine = 1 - square / (n * (n + 1)) * sine;
            cosine = 1 - square / (n * (n - 1)) * cosine;
        }
        return (angle * sine, cosine);
    }
}
