using System.Text;
using NetGen;

namespace Characters;

/// <summary>Writes text character by character, each drawn by the probabilities that the model gives it.</summary>
/// <param name="temperature">Below 1 likely characters become likelier, above 1 unlikely ones.</param>
internal sealed class Writer(CharacterModel model, double temperature, ulong seed)
{
    private const int Window = CharacterModel.Window;

    private readonly SeededRandom _random = new(seed);

    /// <summary>Continues a text.</summary>
    public string Continue(string start, int lines)
    {
        var text = new StringBuilder(start);
        float[] input = new float[Window], logarithms = new float[CharacterModel.OutputLength];
        while (lines > 0)
        {
            // What comes after the last character may be anything: no position sees a later one.
            int first = Math.Max(0, text.Length - Window), last = text.Length - 1 - first;
            for (int position = 0; position <= last; position++)
                input[position] = Verses.Alphabet.IndexOf(text[first + position]);
            model.Forward(input, logarithms);
            char next = Verses.Alphabet[Draw(logarithms, last)];
            text.Append(next);
            lines -= next == '\n' ? 1 : 0;
        }
        return text.ToString();
    }

    /// <summary>Draws a character for one position.</summary>
    private int Draw(float[] logarithms, int position)
    {
        double[] weights = [.. Enumerable.Range(0, Verses.Alphabet.Length).Select(character => Math.Exp(logarithms[character * Window + position] / temperature))];
        double left = _random.NextDouble() * weights.Sum();
        int drawn = 0;
        while (drawn < weights.Length - 1 && (left -= weights[drawn]) >= 0)
            drawn++;
        return drawn;
    }
}
