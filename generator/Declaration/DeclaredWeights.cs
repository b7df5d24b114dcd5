using System.Collections.Generic;
using System.IO;
using System.Threading;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Model;

namespace NetGen.Generator.Declaration;

/// <summary>The project's files of weights, while their description is still one of Roslyn's additional files.</summary>
internal static class DeclaredWeights
{
    public static bool Are(AdditionalText text) => Path.GetFileName(text.Path) == WeightsText.FileName;

    public static IEnumerable<WeightsHeader> Read(AdditionalText text, CancellationToken token) =>
        WeightsText.Read(text.GetText(token)?.ToString() ?? "");
}
