using System.Globalization;
using System.Linq;

namespace NetGen.Generator.Model;

/// <summary>Any text, as a place that gives some characters a meaning can have it.</summary>
internal static class Escapes
{
    /// <summary>What MSBuild reads as more than itself in an item, and XML in an attribute.</summary>
    private const string Special = "%*?@$();'\"&<";

    /// <summary>As an item's Include in a project file.</summary>
    public static string InProject(string text) => string.Concat(text.Select(c => Special.Contains(c) ? $"%{(int)c:X2}" : c.ToString()));

    /// <summary>In one line that can be printed, as a C# literal could have it.</summary>
    public static string Escape(string text) =>
        text.All(IsPlain) ? text : string.Concat(text.Select(c => IsPlain(c) ? c.ToString() : $"\\u{(int)c:x4}"));

    private static bool IsPlain(char character) => character != '\\' && CharUnicodeInfo.GetUnicodeCategory(character) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
