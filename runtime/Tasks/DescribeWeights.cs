using System.Text;
using Microsoft.Build.Framework;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Tasks;

/// <summary>Checks the project's files of weights, and writes what they hold into a text that the compiler reads, which may not read other files itself.</summary>
public sealed class DescribeWeights : WeightsTask
{
    /// <summary>The text to write.</summary>
    [Required]
    public ITaskItem Description { get; set; } = null!;

    private protected override void Run()
    {
        WeightsHeader[] headers = [.. Weights.Select(Describe).OfType<WeightsHeader>()];
        if (headers.Length == Weights.Length)
            File.WriteAllText(Description.ItemSpec, WeightsText.Write(headers), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    /// <summary>None for a file that can't be read or is damaged.</summary>
    private WeightsHeader? Describe(ITaskItem item)
    {
        string path = item.GetMetadata("FullPath"), name = Escapes.Escape(item.GetMetadata(NameWeights.Name));
        try
        {
            using FileStream stream = InputFile.Open(path);
            SafetensorsHeader header = Read(stream, name);
            return new(name, [.. header.Tensors.Select(tensor => new StoredTensor(Escapes.Escape(tensor.Name), Escapes.Escape(tensor.Type), SafetensorsText.Shape(tensor.Shape)))]);
        }
        catch (Exception fault) when (fault is WeightsFormatException or IOException)
        {
            Fail("NETGEN102", path, fault.Message);
            return null;
        }
    }

    /// <summary>The header, and every number looked at: one that isn't finite would fail only where the network is made.</summary>
    private static SafetensorsHeader Read(Stream stream, string name)
    {
        var reader = new SafetensorsReader(stream, name);
        SafetensorsHeader header = reader.ReadHeader();
        foreach (SafetensorsTensor tensor in header.Tensors)
        {
            // Numbers of another type can't be looked at; but for PyTorch's counts of batches, the compiler refuses them on the line that asks for the file.
            if (ElementTypes.Parse(tensor.Type) is not { } type)
                continue;
            for (long start = 0, count = 1; count > 0; start += count)
                count = reader.ReadNumbers(tensor, type, start).Length / type.Size();
        }
        return header;
    }
}
