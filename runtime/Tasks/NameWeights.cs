using Microsoft.Build.Framework;
using NetGen.Generator.Model;

namespace NetGen.Tasks;

/// <summary>Gives every weights file the name by which <c>[Network(Weights = …)]</c> refers to it, and the name of its resource.</summary>
/// <remarks>The name is the relative path to which MSBuild would copy the file: its <c>Link</c>, else its path below the project's folder, else its file name alone. So no absolute path gets into an assembly.</remarks>
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
            string name = WeightsPath.Normalize(RelativePath(item));
            if (named.TryGetValue(name, out ITaskItem? other))
            {
                if (FullPath(other) != FullPath(item))
                    Fail("NETGEN103", FullPath(item), $"'{item.ItemSpec}' and '{other.ItemSpec}' both have the name '{Escapes.Escape(name)}' among the project's weights; give one of them another Link, as in <NetGenWeights Include=\"{item.ItemSpec}\" Link=\"other.safetensors\" />.");
                continue;
            }
            Set(item, Name, name);
            Set(item, "LogicalName", WeightsResource.Prefix + name);
            Set(item, "WithCulture", "false"); // otherwise digits.de.safetensors would go into a German satellite assembly
            named.Add(name, item);
        }
        NamedWeights = [.. named.Values];
    }

    private string RelativePath(ITaskItem item)
    {
        string path = FullPath(item), folder = Path.GetFullPath(ProjectDirectory).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        return item.GetMetadata("Link") is { Length: > 0 } link ? link
            : path.StartsWith(folder, StringComparison.OrdinalIgnoreCase) ? path.Substring(folder.Length)
            : Path.GetFileName(path);
    }

    /// <remarks>Set literally, since %41 in a file's name is not an A.</remarks>
    private static void Set(ITaskItem item, string metadata, string text) => ((ITaskItem2)item).SetMetadataValueLiteral(metadata, text);

    private static string FullPath(ITaskItem item) => item.GetMetadata("FullPath");
}
