using Microsoft.Build.Framework;
using NetGen.Generator.Model;

namespace NetGen.Tasks;

/// <summary>Gives every file of weights the name by which <c>[Network(Weights = …)]</c> asks for it, and the name of its resource.</summary>
/// <remarks>The name is what MSBuild would copy the file as: its <c>Link</c>, else its path below the project's folder, else its name alone. So no path of a machine gets into an assembly.</remarks>
public sealed class NameWeights : WeightsTask
{
    /// <summary>The metadata that holds the name.</summary>
    internal const string Name = "NetGenName";

    /// <summary>The folder of the project.</summary>
    [Required]
    public string ProjectDirectory { get; set; } = "";

    /// <summary>The files, each once, by their names.</summary>
    [Output]
    public ITaskItem[] NamedWeights { get; set; } = [];

    private protected override void Run()
    {
        SortedDictionary<string, ITaskItem> named = new(StringComparer.Ordinal);
        foreach (ITaskItem item in Weights)
        {
            string name = WeightsPath.Normalize(Place(item));
            if (named.TryGetValue(name, out ITaskItem? other))
            {
                if (FullPath(other) != FullPath(item))
                    Fail("NETGEN103", FullPath(item), $"'{item.ItemSpec}' and '{other.ItemSpec}' are both called '{Escapes.Escape(name)}' among the project's weights; give one of them another Link, as in <NetGenWeights Include=\"{item.ItemSpec}\" Link=\"other.safetensors\" />.");
                continue;
            }
            Set(item, Name, name);
            Set(item, "LogicalName", WeightsResource.Prefix + name);
            Set(item, "WithCulture", "false"); // or digits.de.safetensors would go into a German satellite
            named.Add(name, item);
        }
        NamedWeights = [.. named.Values];
    }

    private string Place(ITaskItem item)
    {
        string path = FullPath(item), folder = Path.GetFullPath(ProjectDirectory).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        return item.GetMetadata("Link") is { Length: > 0 } link ? link
            : path.StartsWith(folder, StringComparison.OrdinalIgnoreCase) ? path.Substring(folder.Length)
            : Path.GetFileName(path);
    }

    /// <remarks>A literal, for %41 in a file's name is no A.</remarks>
    private static void Set(ITaskItem item, string metadata, string text) => ((ITaskItem2)item).SetMetadataValueLiteral(metadata, text);

    private static string FullPath(ITaskItem item) => item.GetMetadata("FullPath");
}
