using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace NetGen.Generator.Emit;

/// <summary>A number of a call in a list.</summary>
/// <param name="Value">Its value, or its bits.</param>
/// <param name="Literal">How it is written where all calls have it.</param>
/// <param name="Conversion">What is made of its column where it differs.</param>
internal readonly record struct ListedNumber(int Value, string Literal, string Conversion);

/// <summary>A call for a list: its text, with a mark wherever a number stands, and the numbers. Calls of one text share it.</summary>
internal sealed class ListedCall
{
    /// <summary>Begins a mark; the character after it says which number stands there.</summary>
    private const char Mark = '\uE000', First = '\uE100';

    private readonly StringBuilder _text = new();
    private readonly List<ListedNumber> _numbers = [];
    private readonly Dictionary<object, int> _places = [];

    public IReadOnlyList<ListedNumber> Numbers => _numbers;

    /// <summary>Whether its text goes through a block's samples.</summary>
    public bool UsesRow { get; set; }

    public string Text => _text.ToString();

    public void Line(string lines) => _text.Append(lines.Replace("\r", "")).Append('\n');

    /// <summary>A number of the call's own.</summary>
    /// <param name="of">What it is the place of, which has one number however often it is named; none where each mention is a number.</param>
    /// <returns>Its mark.</returns>
    public string Number(int number, object? of = null) => Number(new ListedNumber(number, $"{number}", "{0}"), of);

    public string Number(ListedNumber number, object? of = null)
    {
        if (of is null || !_places.TryGetValue(of, out int place))
        {
            place = _numbers.Count;
            _numbers.Add(number);
            if (of is not null)
                _places.Add(of, place);
        }
        return new string([Mark, (char)(First + place)]);
    }

    /// <summary>A text with something written for each mark.</summary>
    public static string Fill(string text, IReadOnlyList<string> numbers)
    {
        StringBuilder filled = new(text.Length);
        for (int i = 0; i < text.Length; i++)
            if (text[i] == Mark)
                filled.Append(numbers[text[++i] - First]);
            else
                filled.Append(text[i]);
        return filled.ToString();
    }
}
