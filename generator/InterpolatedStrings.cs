using System.Globalization;
using System.Text;

namespace System.Runtime.CompilerServices;

/// <summary>Builds interpolated strings, as newer versions of .NET do: without it the C# compiler calls <c>string.Format</c>, which parses a format and boxes each number, for nearly every line of emitted code.</summary>
internal ref struct DefaultInterpolatedStringHandler
{
    /// <summary>Characters up to which a buffer is kept for the next string.</summary>
    private const int LongestSpare = 4096;

    [ThreadStatic]
    private static StringBuilder? s_spare;

    private readonly StringBuilder _text;

    public DefaultInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        _text = s_spare ?? new(literalLength + 8 * formattedCount);
        // An inner interpolation of the same thread needs its own.
        s_spare = null;
    }

    public readonly void AppendLiteral(string value) => _text.Append(value);

    public readonly void AppendFormatted(string? value) => _text.Append(value);

    public readonly void AppendFormatted(char value) => _text.Append(value);

    public readonly void AppendFormatted(int value)
    {
        if (value is >= 0 and < 10)
            _text.Append((char)('0' + value));
        else
            _text.Append(value.ToString(CultureInfo.InvariantCulture));
    }

    public readonly void AppendFormatted<T>(T value) =>
        _text.Append(value is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : value?.ToString());

    public readonly void AppendFormatted<T>(T value, string? format) where T : IFormattable =>
        _text.Append(value.ToString(format, CultureInfo.InvariantCulture));

    public string ToStringAndClear()
    {
        string text = _text.ToString();
        if (_text.Capacity <= LongestSpare)
            s_spare = _text.Clear();
        return text;
    }
}
