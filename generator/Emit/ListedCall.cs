using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace NetGen.Generator.Emit;

/// <summary>An argument of a listed call: an integer, or the bits of a float.</summary>
/// <param name="Value">Its value, or its bits.</param>
/// <param name="Literal">Its text where all calls have the same.</param>
/// <param name="Conversion">The format that converts its column where calls differ.</param>
internal readonly record struct ListedNumber(int Value, string Literal, string Conversion);

/// <summary>A call for a list: its text, with a placeholder for each number, and the numbers. Calls with equal texts share it.</summary>
internal sealed class ListedCall
{
    /// <summary>Begins a placeholder; the character after it is the index of the number.</summary>
    private const char Mark = '\uE000', First = '\uE100';

    private readonly StringBuilder _text = new();
    private string _indentation = "";
    private readonly List<ListedNumber> _numbers = [];
    private readonly Dictionary<object, int> _indices = [];

    public IReadOnlyList<ListedNumber> Numbers => _numbers;

    /// <summary>Whether its text loops over a block's samples.</summary>
    public bool UsesRow { get; set; }

    public string Text => _text.ToString();

    public void Line(string lines)
    {
        foreach (string line in lines.Replace("\r", "").Split('\n'))
            _text.Append(_indentation).Append(line).Append('\n');
    }

    /// <summary>A statement whose lines are indented in braces, until it is disposed.</summary>
    public IDisposable Block(string header)
    {
        Line($"{header}\n{{");
        _indentation += "    ";
        return new Closing(this);
    }

    /// <summary>Adds a number.</summary>
    /// <param name="of">The object whose offset it is, so that repeated mentions share one number; null where each mention has its own.</param>
    /// <returns>Its placeholder.</returns>
    public string Number(int number, object? of = null) => Number(new ListedNumber(number, $"{number}", "{0}"), of);

    public string Number(ListedNumber number, object? of = null)
    {
        if (of is null || !_indices.TryGetValue(of, out int index))
        {
            index = _numbers.Count;
            _numbers.Add(number);
            if (of is not null)
                _indices.Add(of, index);
        }
        return new string([Mark, (char)(First + index)]);
    }

    /// <summary>A text with its placeholders replaced.</summary>
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

    private sealed class Closing(ListedCall call) : IDisposable
    {
        public void Dispose()
        {
            call._indentation = call._indentation.Substring(4);
            call.Line("}");
        }
    }
}
