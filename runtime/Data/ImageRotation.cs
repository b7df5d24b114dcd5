using NetGen.Training;

namespace NetGen.Data;

/// <summary>Rotates images around their middle: each pixel is read at its place before the rotation, between four pixels by bilinear interpolation, those outside being 0.</summary>
internal sealed class ImageRotation(double maxDegrees) : Augmentation
{
    internal override bool IsForImages => true;

    internal override void Apply(Span<float> input, ImageShape shape, SeededRandom random, Span<float> scratch)
    {
        // In units of π, whose sine is the cosine of what a quarter turn lacks.
        double angle = (2 * random.NextDouble() - 1) * maxDegrees / 180;
        (double sine, double cosine) = (PortableMath.CosPi(Math.Abs(0.5 - angle)), PortableMath.CosPi(Math.Abs(angle)));
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
}
