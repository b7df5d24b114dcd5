using Digits;
using NetGen;
using NetGen.Data;

namespace Residual;

/// <summary>The digits of samples/Digits, shifted further and under more noise, so that no pixel by itself says much.</summary>
internal static class DistortedDigits
{
    /// <summary>Pixels that a digit is shifted by at most, in each direction.</summary>
    private const int FarthestShift = 4;

    /// <summary>The standard deviation of what is added to every pixel.</summary>
    private const float Noise = 0.3f;

    /// <summary>Draws labelled digits, equally many of each class.</summary>
    public static Dataset Draw(int count, ulong seed)
    {
        Dataset digits = new DrawnDigits(seed).Draw(count);
        var random = new SeededRandom(~seed);
        float[] images = new float[digits.Inputs.Length];
        for (int i = 0; i < count; i++)
            Distort(digits.Input(i), images.AsSpan(i * DrawnDigits.Pixels, DrawnDigits.Pixels), random);
        return Dataset.FromArrays(images, digits.Targets, digits.InputLength, digits.TargetLength);
    }

    private static void Distort(ReadOnlySpan<float> digit, Span<float> image, SeededRandom random)
    {
        const int Side = DrawnDigits.Side;
        (int down, int right) = (Shift(random), Shift(random));
        for (int row = 0; row < Side; row++)
            for (int column = 0; column < Side; column++)
            {
                (int fromRow, int fromColumn) = (row - down, column - right);
                bool isInside = fromRow is >= 0 and < Side && fromColumn is >= 0 and < Side;
                image[row * Side + column] = (isInside ? digit[fromRow * Side + fromColumn] : 0) + Noise * random.NextNormal();
            }
    }

    private static int Shift(SeededRandom random) => random.NextInt32(2 * FarthestShift + 1) - FarthestShift;
}
