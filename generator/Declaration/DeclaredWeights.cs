using System.Collections.Generic;
using System.IO;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator.Model;

namespace NetGen.Generator.Declaration;

/// <summary>The project's weights files, described by one of Roslyn's additional files.</summary>
internal static class DeclaredWeights
{
    /// <summary>Whether the project is built without its weights files.</summary>
    public static bool AreFresh(AnalyzerConfigOptionsProvider options) =>
        options.GlobalOptions.TryGetValue("build_property.NetGenFreshWeights", out string? text) && bool.TryParse(text, out bool areFresh) && areFresh;

    public static bool Are(AdditionalText text) => Path.GetFileName(text.Path) == WeightsText.FileName;

    public static IEnumerable<WeightsHeader> Read(AdditionalText text, CancellationToken token) =>
        WeightsText.Read(text.GetText(token)?.ToString() ?? "");
}
