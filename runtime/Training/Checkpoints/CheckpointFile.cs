using System.Text.Json;

namespace NetGen.Training;

/// <summary>Checkpoints as safetensors files: first <c>training.json</c>, a tensor of bytes, then the blocks that it names, in PyTorch's layout, then <c>streams.state</c>.</summary>
internal static class CheckpointFile
{
    private const string RecordName = "training.json", StatesName = "streams.state", FormatKey = "checkpoint", FormatVersion = "1";

    /// <summary>Writes a checkpoint at a stream's position.</summary>
    /// <exception cref="InvalidOperationException">A value is NaN or infinite; nothing has been written.</exception>
    public static void Write(Stream stream, CheckpointContent content)
    {
        foreach ((string prefix, ParameterBlock block) in content.Blocks)
            if (FiniteCheck.FirstNotFinite(block) is var (tensor, element, value))
                throw new InvalidOperationException($"{prefix}{tensor} of {block.Layout.Network} has {value} at element {element}; a checkpoint holds finite values only.");
        SafetensorsWriter.Write(
            stream,
            [
                SafetensorsEntry.Of(RecordName, JsonSerializer.SerializeToUtf8Bytes(content.Record, CheckpointJson.Default.CheckpointRecord)),
                .. content.Blocks.SelectMany(block => SafetensorsEntry.Of(block.Value, block.Key)),
                .. content.CarriedStates.Length > 0 ? [SafetensorsEntry.Of(StatesName, content.CarriedStates)] : Array.Empty<SafetensorsEntry>(),
            ],
            [("format", "pt"), (FormatKey, FormatVersion), (WeightsFile.NetworkKey, content.Blocks[CheckpointContent.Network].Layout.Network)]);
    }

    /// <summary>Reads a checkpoint from a stream's position to its end.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="source">Its name in error messages.</param>
    /// <param name="layout">The network's parameters.</param>
    /// <param name="declaration">Describes the network, for error messages.</param>
    /// <exception cref="WeightsFormatException">The file is damaged, is no checkpoint, or belongs to another network.</exception>
    public static CheckpointContent Read(Stream stream, string source, ParameterLayout layout, Func<string> declaration)
    {
        var reader = new SafetensorsReader(stream, source);
        SafetensorsHeader header = reader.ReadHeader();
        if (header.Metadata.GetValueOrDefault(FormatKey) is not { } version || header.Tensors is not [{ Name: RecordName } first, ..])
            throw new WeightsFormatException($"{source} is not a checkpoint: it has weights only, or was written by another program. {layout.Network}.Load reads weights.");
        if (version != FormatVersion)
            throw new WeightsFormatException($"{source} is a checkpoint of format {SafetensorsText.Show(version)}; this version of NetGen reads format {FormatVersion}.");
        CheckpointRecord record = Parse(reader.ReadBytes(first), source);
        CheckpointContent content = new(record, CheckpointContent.Prefixes(record).ToDictionary(prefix => prefix, _ => new ParameterBlock(layout)), new float[StatesLength(header, source)]);
        Fill(reader, header, content, source, declaration);
        reader.CheckEnd(header);
        return content;
    }

    private static CheckpointRecord Parse(byte[] json, string source)
    {
        try
        {
            CheckpointRecord record = JsonSerializer.Deserialize(json, CheckpointJson.Default.CheckpointRecord) ?? throw new JsonException("it is null");
            if (record is not { Steps: >= 0, EpochsBegun: >= 0, Optimizer: { StepCount: >= 0, LearningRate: >= 0 and <= float.MaxValue } })
                throw new JsonException("a count or the learning rate is negative");
            if (CheckpointContent.Prefixes(record).GroupBy(prefix => prefix).FirstOrDefault(group => group.Count() > 1) is { } twice)
                throw new JsonException($"it names {twice.Key} twice");
            return record;
        }
        catch (JsonException fault)
        {
            throw new WeightsFormatException($"{source} has a damaged {RecordName}: {SafetensorsText.Show(fault.Message)}", fault);
        }
    }

    private static long StatesLength(SafetensorsHeader header, string source) =>
        header.Tensors.FirstOrDefault(tensor => tensor.Name == StatesName) is not { } states ? 0
        : states is { Type: nameof(ElementType.F32), Shape: [> 0 and <= int.MaxValue / sizeof(float) and var length] } ? length
        : throw new WeightsFormatException($"{source} has {StatesName} as {SafetensorsText.Show(states.Type)} of {SafetensorsText.Shape(states.Shape)}; it must be a vector of F32.");

    /// <summary>Reads all tensors after the record, in the order of the data.</summary>
    private static void Fill(SafetensorsReader reader, SafetensorsHeader header, CheckpointContent content, string source, Func<string> declaration)
    {
        string[] prefixes = [.. content.Blocks.Keys];
        ILookup<string, SafetensorsTensor> byPrefix = header.Tensors.Skip(1).Where(tensor => tensor.Name != StatesName)
            .ToLookup(tensor => prefixes.FirstOrDefault(prefix => tensor.Name.StartsWith(prefix, StringComparison.Ordinal)) ?? throw new WeightsFormatException($"{source} has {SafetensorsText.Show(tensor.Name)}, which no part of the checkpoint names."));
        List<(SafetensorsTensor Stored, ElementType Type, Action<int, ReadOnlySpan<float>> Store)> all = [];
        foreach ((string prefix, ParameterBlock block) in content.Blocks)
        {
            var part = new SafetensorsHeader([.. byPrefix[prefix].Select(tensor => tensor with { Name = tensor.Name[prefix.Length..] })], header.Metadata);
            foreach (MatchedTensor match in new WeightsComparison(part, block.Layout, null).Match($"{source}, {prefix.TrimEnd('.')},", declaration))
                all.Add(match.Scales is null
                    ? (match.Stored, match.Type, (start, values) => block.CopyFrom(match.Tensor, start, values))
                    : throw new WeightsFormatException($"{source} has 8-bit integers as {SafetensorsText.Show(prefix + match.Stored.Name)}; a checkpoint has floats."));
        }
        if (header.Tensors.FirstOrDefault(tensor => tensor.Name == StatesName) is { } states)
            all.Add((states, ElementType.F32, (start, values) => values.CopyTo(content.CarriedStates.AsSpan(start))));

        float[] elements = new float[SafetensorsReader.MaxElements];
        foreach ((SafetensorsTensor stored, ElementType type, Action<int, ReadOnlySpan<float>> store) in all.OrderBy(each => each.Stored.Begin))
            for (int start = 0, count, length = (int)((stored.End - stored.Begin) / type.Size()); start < length; start += count)
            {
                ReadOnlySpan<byte> bytes = reader.ReadElements(stored, type, start);
                count = bytes.Length / type.Size();
                type.Convert(bytes, elements.AsSpan(0, count));
                store(start, elements.AsSpan(0, count));
            }
    }
}
