using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;

namespace NetGen.Generator.Model;

/// <summary>The name of a class's emitted file: <c>Namespace.Outer.DigitReader.g.cs</c>, in ASCII, since it may become a file.</summary>
internal static class HintName
{
    /// <summary>The most characters of a readable name. A file name is limited to 255 bytes, on Windows its path often to 260 characters, of which the folders of a build take some 130.</summary>
    private const int Longest = 120;

    /// <summary>The readable name, or its beginning and a hash. For classes whose names differ only in case it differs only in case.</summary>
    public static string Of(TypeName type) => Stem(type) is { Length: <= Longest } stem ? $"{stem}.g.cs" : Hashed(type);

    /// <summary>The same with a hash of the full name, where another class has the same readable name.</summary>
    public static string Of(TypeName type, EquatableArray<string> ambiguous) =>
        ambiguous.Contains(Of(type), StringComparer.OrdinalIgnoreCase) ? Hashed(type) : Of(type);

    /// <summary>The readable names that more than one class has, compared as by file systems and Roslyn: ignoring case.</summary>
    public static EquatableArray<string> Ambiguous(ImmutableArray<TypeName> types) =>
    [
        .. types.GroupBy(Of, StringComparer.OrdinalIgnoreCase)
            .Where(sharing => sharing.Count() > 1)
            .Select(sharing => sharing.Key)
            .OrderBy(name => name, StringComparer.Ordinal),
    ];

    private static string Hashed(TypeName type)
    {
        string stem = Stem(type), hash = $"-{Hash(type):x16}";
        return $"{stem.Substring(0, Math.Min(stem.Length, Longest - hash.Length))}{hash}.g.cs";
    }

    private static string Stem(TypeName type)
    {
        IEnumerable<string> containers = type.Containers.Select(container => container.Split(' ').Last());
        IEnumerable<string> parts = [type.Namespace, .. containers, type.Name];
        StringBuilder stem = new();
        foreach (char c in string.Join(".", parts.Where(part => part.Length > 0)))
            if (c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '.')
                stem.Append(c);
            else if (c != '@')
                stem.Append($"_{(int)c:x4}");
        return stem.ToString();
    }

    /// <summary>FNV-1a, 64 bits: the same in every process, unlike <see cref="string.GetHashCode()"/>.</summary>
    private static ulong Hash(TypeName type)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in $"{type.Namespace}/{string.Join("/", type.Containers)}/{type.Name}")
            hash = unchecked((hash ^ c) * 1099511628211);
        return hash;
    }
}
