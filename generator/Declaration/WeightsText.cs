using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using NetGen.Generator.Model;

namespace NetGen.Generator.Declaration;

/// <summary>The text in which the build task describes the project's weights files to the compiler: a line for each file, then one for each of its tensors, columns separated by tabs.</summary>
internal static class WeightsText
{
    /// <summary>The name of the file that holds the text, in any folder.</summary>
    public const string FileName = "NetGen.Weights.txt";

    private const string FirstLine = "The headers of this project's weights, for NetGen's compiler", File = "file", Tensor = "tensor";

    /// <summary>Writes the files in the order of their paths, tensors in the given order.</summary>
    public static string Write(IEnumerable<WeightsHeader> headers)
    {
        StringBuilder text = new($"{FirstLine}\n");
        foreach (WeightsHeader header in headers.OrderBy(header => header.Path, StringComparer.Ordinal))
        {
            text.Append($"{File}\t{header.Path}{(header.Precision.Length == 0 ? "" : $"\t{header.Precision}")}\n");
            foreach (StoredTensor tensor in header.Tensors)
                text.Append($"{Tensor}\t{tensor.Type}\t{tensor.Shape}\t{tensor.Name}\n");
        }
        return text.ToString();
    }

    /// <summary>The files described by a text; none if it is another text with the same file name.</summary>
    public static EquatableArray<WeightsHeader> Read(string text)
    {
        string[] lines = text.Split('\n');
        if (lines[0] != FirstLine)
            return [];
        List<(string Path, string Precision, List<StoredTensor> Tensors)> files = [];
        foreach (string[] columns in lines.Skip(1).Select(line => line.Split('\t')))
            if (columns is [File, _] or [File, _, _])
                files.Add((columns[1], columns.Length == 3 ? columns[2] : "", []));
            else if (columns is [Tensor, var type, var shape, var name] && files.Count > 0)
                files[files.Count - 1].Tensors.Add(new(name, type, shape));
        return [.. files.Select(file => new WeightsHeader(file.Path, [.. file.Tensors], file.Precision))];
    }
}
