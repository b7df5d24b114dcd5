using System.Text;
using NetGen;
using NetGen.Data;

namespace Digits;

/// <summary>Shows digits as text, with the network's predictions.</summary>
internal static class Gallery
{
    private const int Side = DrawnDigits.Side;

    /// <summary>Shows the first digits that are classified correctly, and the first that are not.</summary>
    public static void Show<TReader>(TReader reader, Dataset digits, int right, int wrong) where TReader : class, INetwork<TReader>
    {
        Span<float> probabilities = stackalloc float[TReader.OutputLength];
        for (int i = 0; i < digits.Count && (right > 0 || wrong > 0); i++)
        {
            reader.Forward(digits.Input(i), probabilities);
            int digit = digits.Target(i).IndexOf(1f);
            ref int left = ref Largest(probabilities) == digit ? ref right : ref wrong;
            if (left <= 0)
                continue;
            left--;
            Console.WriteLine($"{digit}, classified as {Largest(probabilities)}:");
            Console.WriteLine(Draw(digits.Input(i), probabilities));
        }
    }

    private static int Largest(ReadOnlySpan<float> values)
    {
        int largest = 0;
        for (int i = 1; i < values.Length; i++)
            if (values[i] > values[largest])
                largest = i;
        return largest;
    }

    /// <summary>The image, two rows of pixels per line, and next to it a bar for each probability.</summary>
    private static string Draw(ReadOnlySpan<float> pixels, ReadOnlySpan<float> probabilities)
    {
        const int FirstBar = 2, BarLength = 20;
        var text = new StringBuilder();
        for (int row = 0; row < Side; row += 2)
        {
            for (int column = 0; column < Side; column++)
                text.Append((IsInk(pixels[row * Side + column]), IsInk(pixels[(row + 1) * Side + column])) switch
                {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    _ => ' ',
                });
            int digit = row / 2 - FirstBar;
            if (digit >= 0 && digit < probabilities.Length)
                text.Append($"   {digit} {new string('■', (int)MathF.Round(BarLength * probabilities[digit])),-BarLength} {probabilities[digit],7:P1}");
            text.Append('\n');
        }
        return text.ToString();
    }

    private static bool IsInk(float pixel) => pixel > 0.4f;
}
