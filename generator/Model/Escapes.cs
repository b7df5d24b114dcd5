using System.Globalization;
using System.Linq;

namespace NetGen.Generator.Model;

/// <summary>Escapes text for contexts in which some characters have a special meaning.</summary>
internal static class Escapes
{
    /// <summary>The characters that are special to MSBuild in an item, or to XML in an attribute.</summary>
    private const string Special = "%*?@$();'\"&<";

    /// <summary>For an item's Include in a project file.</summary>
    public static string InProject(string text) => string.Concat(text.Select(c => Special.Contains(c) ? $"%{(int)c:X2}" : c.ToString()));

    /// <summary>As one printable line, with the escapes of a C# literal.</summary>
    public static string Escape(string text) =>
        text.All(IsPlain) ? text : string.Concat(text.Select(c => IsPlain(c) ? c.ToString() : $"\\u{(int)c:x4}"));

    private static bool IsPlain(char character) => character != '\\' && CharUnicodeInfo.GetUnicodeCategory(character) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
