using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Model;

/// <summary>Normalises a weights file's name in a project: the same on every machine, so that names are compared character by character.</summary>
internal static class WeightsPath
{
    /// <summary>Forward slashes only, and no <c>.</c> or <c>a/..</c> in between.</summary>
    public static string Normalize(string path)
    {
        string slashed = path.Replace('\\', '/');
        List<string> parts = [];
        foreach (string part in slashed.Split('/').Where(part => part is not ("" or ".")))
            if (part == ".." && parts.Count > 0 && parts[parts.Count - 1] != "..")
                parts.RemoveAt(parts.Count - 1);
            else
                parts.Add(part);
        return (slashed.StartsWith("/", System.StringComparison.Ordinal) ? "/" : "") + string.Join("/", parts);
    }
}
