using System.Text;
using Microsoft.Build.Framework;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Tasks;

/// <summary>Checks the project's weights files, and writes a description of them for the compiler, which may not read the files itself.</summary>
public sealed class DescribeWeights : WeightsTask
{
    /// <summary>The description to write.</summary>
    [Required]
    public ITaskItem Description { get; set; } = null!;

    private protected override void Run()
    {
        WeightsHeader[] headers = [.. Weights.Select(Describe).OfType<WeightsHeader>()];
        if (headers.Length == Weights.Length)
            File.WriteAllText(Description.ItemSpec, WeightsText.Write(headers), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    /// <summary>The header of a file; null if it can't be read or is damaged.</summary>
    private WeightsHeader? Describe(ITaskItem item)
    {
        string path = item.GetMetadata(PackWeights.Packed) is { Length: > 0 } packed ? packed : item.GetMetadata("FullPath"), name = Escapes.Escape(item.GetMetadata(NameWeights.Name));
        try
        {
            using FileStream stream = InputFile.Open(path);
            SafetensorsHeader header = Read(stream, name);
            return new(name, [.. header.Tensors.Select(tensor => new StoredTensor(Escapes.Escape(tensor.Name), Escapes.Escape(tensor.Type), SafetensorsText.Shape(tensor.Shape)))], item.GetMetadata(PackWeights.Precision));
        }
        catch (Exception fault) when (fault is WeightsFormatException or IOException)
        {
            Fail("NETGEN102", path, fault.Message);
            return null;
        }
    }

    /// <summary>Reads the header and checks every element: one that isn't finite would otherwise fail only when the network is created.</summary>
    private static SafetensorsHeader Read(Stream stream, string name)
    {
        var reader = new SafetensorsReader(stream, name);
        SafetensorsHeader header = reader.ReadHeader();
        foreach (SafetensorsTensor tensor in header.Tensors)
        {
            // Elements of another type can't be checked; except for PyTorch's counts of batches, the compiler rejects them at the attribute that names the file.
            if (ElementTypes.Parse(tensor.Type) is not { } type)
                continue;
            for (long start = 0, count = 1; count > 0; start += count)
                count = reader.ReadElements(tensor, type, start).Length / type.Size();
        }
        return header;
    }
}
