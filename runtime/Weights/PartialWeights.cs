namespace NetGen;

/// <summary>Loads a part of a file into a part of a network.</summary>
/// <param name="layout">The network's parameters.</param>
/// <param name="prefix">What the names of its tensors begin with in the file.</param>
/// <param name="ignore">Layers or tensors, by the network's names, that are not loaded.</param>
/// <param name="names">The network's names for the file's.</param>
internal sealed class PartialWeights(ParameterLayout layout, string prefix, IReadOnlyList<string> ignore, IReadOnlyDictionary<string, string>? names)
{
    /// <summary>Loads what is not ignored, once all of it has been read. Returns its names.</summary>
    public IReadOnlyList<string> Load(ParameterBlock parameters, Stream stream, string source, Func<string> declaration)
    {
        var reader = new SafetensorsReader(stream, source);
        SafetensorsHeader header = reader.ReadHeader(layout.Tensors.Count);
        var part = new SafetensorsHeader([.. header.Tensors.Where(tensor => tensor.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(tensor => tensor with { Name = tensor.Name[prefix.Length..] })], header.Metadata);
        if (part.Tensors.Count == 0)
            throw new WeightsFormatException($"{source} has no tensor whose name begins with '{SafetensorsText.Show(prefix)}'{(header.Tensors is [var first, ..] ? $"; its first is {SafetensorsText.Show(first.Name)}" : "")}.");
        CheckNames(part);

        part = part with { Tensors = [.. part.Tensors.Where(tensor => !IsIgnored(OurName(tensor.Name)))] };
        TensorLayout[] loaded = [.. layout.Tensors.Where(tensor => !IsIgnored(tensor.Name))];
        var block = new ParameterBlock(layout);
        block.CopyFrom(parameters);
        float[] values = new float[SafetensorsReader.MaxElements];
        foreach (MatchedTensor match in new WeightsComparison(part, layout, names, loaded).Match(source, declaration))
            reader.CopyTo(block, match, values);
        reader.CheckEnd(header);
        parameters.CopyFrom(block);
        return [.. loaded.Select(tensor => tensor.Name)];
    }

    /// <summary>Throws if a name to be ignored is neither the network's nor the file's: it would be a mistake that loads what should stay.</summary>
    private void CheckNames(SafetensorsHeader part)
    {
        foreach (string name in ignore)
            if (string.IsNullOrEmpty(name) || !layout.Tensors.Select(tensor => tensor.Name).Concat(part.Tensors.Select(tensor => OurName(tensor.Name))).Any(each => IsNamed(each, name)))
                throw new ArgumentException($"Neither {layout.Network} nor the file has a layer or a tensor named '{name}'; the network has {string.Join(", ", layout.Tensors.Select(tensor => tensor.Name))}.", nameof(ignore));
    }

    private bool IsIgnored(string tensor) => ignore.Any(name => IsNamed(tensor, name));

    /// <summary>Whether a tensor is the one of a name, or belongs to the layer of the name or to one inside it.</summary>
    private static bool IsNamed(string tensor, string name) =>
        tensor == name || tensor.Length > name.Length && tensor[name.Length] == '.' && tensor.StartsWith(name, StringComparison.Ordinal);

    private string OurName(string name) => names is not null && names.TryGetValue(name, out string? ours) ? ours : name;
}
