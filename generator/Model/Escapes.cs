using System.Globalization;
using System.Linq;

namespace NetGen.Generator.Model;

/// <summary>Any text in one line that can be printed, as a C# literal could have it.</summary>
internal static class Escapes
{
    public static string Escape(string text) =>
        text.All(IsPlain) ? text : string.Concat(text.Select(c => IsPlain(c) ? c.ToString() : $"\\u{(int)c:x4}"));

    private static bool IsPlain(char character) => character != '\\' && CharUnicodeInfo.GetUnicodeCategory(character) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
