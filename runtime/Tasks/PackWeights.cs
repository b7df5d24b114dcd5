using Microsoft.Build.Framework;

namespace NetGen.Tasks;

/// <summary>Rounds the weights of the files whose items have a <c>Precision</c>, so that the assembly embeds no more bytes than a network of that precision needs.</summary>
/// <remarks>Rounded are tensors of several axes named <c>weight</c>, which are those of dense layers and convolutions, and of what the item's <c>Except</c> must name: the compiler reports those that the network keeps as floats.</remarks>
public sealed class PackWeights : WeightsTask
{
    /// <summary>The metadata of an item: <c>BFloat16</c> or <c>Int8</c>; and names of tensors that stay as they are, separated by semicolons.</summary>
    internal const string Precision = "Precision", Except = "Except";

    /// <summary>The metadata that holds the path of the file that is embedded instead.</summary>
    internal const string Packed = "NetGenPacked";

    /// <summary>The folder for such files.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>The files, those that are rounded with the path of what is embedded in their place.</summary>
    [Output]
    public ITaskItem[] PackedWeights { get; set; } = [];

    private protected override void Run()
    {
        for (int i = 0; i < Weights.Length; i++)
            Pack(Weights[i], i);
        PackedWeights = Weights;
    }

    private void Pack(ITaskItem item, int index)
    {
        string precision = item.GetMetadata(Precision), path = item.GetMetadata("FullPath");
        if (precision.Length == 0 || precision == "Float32")
        {
            item.SetMetadata(Precision, "");
            return;
        }
        if (precision is not ("BFloat16" or "Int8"))
        {
            Fail("NETGEN105", path, $"'{item.ItemSpec}' has Precision=\"{precision}\"; write BFloat16 or Int8, or nothing for the weights as they are.");
            return;
        }
        string packed = Path.GetFullPath(Path.Combine(Folder, $"{index}.safetensors"));
        try
        {
            Directory.CreateDirectory(Folder);
            using FileStream source = InputFile.Open(path);
            byte[] content = PackedFile.Of(source, item.GetMetadata(NameWeights.Name), precision, item.GetMetadata(Except).Split(';').Select(name => name.Trim()));
            // A file that stays the same keeps its time, so that nothing is compiled again.
            if (!File.Exists(packed) || !File.ReadAllBytes(packed).AsSpan().SequenceEqual(content))
                File.WriteAllBytes(packed, content);
        }
        catch (Exception fault) when (fault is WeightsFormatException or IOException)
        {
            Fail("NETGEN102", path, fault.Message);
            return;
        }
        item.SetMetadata(Packed, packed);
    }
}
