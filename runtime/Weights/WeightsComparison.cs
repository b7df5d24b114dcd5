using static NetGen.SafetensorsText;

namespace NetGen;

/// <summary>A tensor of a file, and the tensor of the network that it matches.</summary>
/// <param name="Stored">The tensor of the file.</param>
/// <param name="Type">Its type.</param>
/// <param name="Tensor">The tensor of the network.</param>
/// <param name="Scales">Of 8-bit integers, the tensor of the file that holds a scale for each output, after them; else null.</param>
internal sealed record MatchedTensor(SafetensorsTensor Stored, ElementType Type, TensorLayout Tensor, SafetensorsTensor? Scales);

/// <summary>Compares a file with a network: every tensor must be there, none may be left over except a batch norm's count of batches, shapes must be equal and types readable.</summary>
/// <param name="header">The header of the file.</param>
/// <param name="layout">The layout of the network.</param>
/// <param name="names">The network's names for names of the file; a name that isn't listed is the same in both.</param>
/// <param name="expected">The tensors of the network that must be there; null for all.</param>
internal sealed class WeightsComparison(SafetensorsHeader header, ParameterLayout layout, IReadOnlyDictionary<string, string>? names, IReadOnlyList<TensorLayout>? expected = null)
{
    private readonly IReadOnlyList<TensorLayout> _expected = expected ?? layout.Tensors;
    private readonly List<string> _differences = [];

    /// <summary>Every tensor of the network with its location in the file, in the order of the data.</summary>
    /// <param name="source">The name of the file in error messages.</param>
    /// <param name="declaration">Describes the network, for error messages.</param>
    /// <exception cref="WeightsFormatException">There are differences; all of them are listed.</exception>
    public IReadOnlyList<MatchedTensor> Match(string source, Func<string> declaration)
    {
        ILookup<string, SafetensorsTensor> stored = header.Tensors.ToLookup(tensor => OurName(tensor.Name), StringComparer.Ordinal);
        MatchedTensor[] matches = [.. _expected.Select(tensor => Match(tensor, [.. stored[tensor.Name]], [.. stored[tensor.Name + ElementTypes.ScaleSuffix]])).OfType<MatchedTensor>()];
        var known = _expected.Select(tensor => tensor.Name).Concat(matches.Where(match => match.Scales is not null).Select(match => match.Tensor.Name + ElementTypes.ScaleSuffix)).ToHashSet(StringComparer.Ordinal);
        foreach (SafetensorsTensor other in header.Tensors.Where(other => !known.Contains(OurName(other.Name)) && !IsBatchCounter(other, known)))
            _differences.Add($"{Both(other)} is left over ({Shape(other.Shape)}, {Show(other.Type)})");
        return _differences.Count == 0
            ? [.. matches.OrderBy(match => match.Stored.Begin)]
            : throw new WeightsFormatException($"{source} does not fit {layout.Network}, {declaration()}{Origin()}:", _differences);
    }

    private MatchedTensor? Match(TensorLayout tensor, SafetensorsTensor[] stored, SafetensorsTensor[] scales)
    {
        if (stored.Length == 0)
        {
            string[] others = [.. (names ?? new Dictionary<string, string>()).Where(pair => pair.Value == tensor.Name).Select(pair => Show(pair.Key)).Order(StringComparer.Ordinal)];
            _differences.Add($"{tensor.Name} ({Shape(tensor.Shape)}) is missing{(others.Length > 0 ? $"; it may be named {string.Join(" or ", others)}" : "")}");
            return null;
        }
        if (stored.Length > 1)
        {
            _differences.Add($"{tensor.Name} occurs {stored.Length} times: {string.Join(" and ", stored.Select(each => Show(each.Name)))}");
            return null;
        }
        SafetensorsTensor only = stored[0];
        ElementType? type = ElementTypes.Parse(only.Type);
        if (type is null)
            _differences.Add($"{Both(only)} has the type {Show(only.Type)}; {ElementTypes.Floats} can be read");
        if (!only.Shape.SequenceEqual(tensor.Shape.Select(extent => (long)extent)))
            _differences.Add($"{Both(only)} has the shape {Shape(only.Shape)} instead of {Shape(tensor.Shape)}");
        if (type != ElementType.I8)
            return type is { } readable ? new(only, readable, tensor, null) : null;
        if (scales is [var scale] && scale.Type == nameof(ElementType.F32) && scale.Shape.SequenceEqual([tensor.Shape[0]]) && scale.Begin >= only.End)
            return new(only, ElementType.I8, tensor, scale);
        _differences.Add($"{Both(only)} has 8-bit integers, but no scales, {tensor.Name}{ElementTypes.ScaleSuffix} ({tensor.Shape[0]}, F32), follow them");
        return null;
    }

    /// <summary>Whether a tensor is the batch count of one of the network's batch norms, by the file's names or by the network's.</summary>
    private bool IsBatchCounter(SafetensorsTensor tensor, HashSet<string> known)
    {
        bool isMean(string? name) => name is not null && name.EndsWith($".{BatchCounter.Mean}", StringComparison.Ordinal) && known.Contains(name);
        return tensor.Shape is [] or [1] && (isMean(BatchCounter.MeanBeside(OurName(tensor.Name))) || BatchCounter.MeanBeside(tensor.Name) is { } theirs && isMean(OurName(theirs)));
    }

    private string OurName(string name) => names is not null && names.TryGetValue(name, out string? ours) ? ours : name;

    private string Both(SafetensorsTensor tensor) => OurName(tensor.Name) is var ours && ours == tensor.Name ? Show(ours) : $"{Show(tensor.Name)}, as {ours},";

    private string Origin() => header.Metadata.TryGetValue(WeightsFile.NetworkKey, out string? network) && header.Metadata.TryGetValue(WeightsFile.DeclarationKey, out string? declaration)
        ? $"; it was saved from {Show(network)}, {Show(declaration)}"
        : "";
}
