using NetGen.Training;

namespace NetGen;

/// <summary>Saves and loads the weights of a network as safetensors, the format of Hugging Face, in PyTorch's layout and with the network's names.</summary>
/// <remarks>
/// <para>The format (huggingface/safetensors, "Format"): 8 bytes, little-endian, give the length of a JSON header; the header gives name, type, shape and place of each tensor;
/// their numbers follow without holes. The metadata names the network, its declaration and NetGen's version. Saving the same weights twice gives the same bytes.</para>
/// <para>Loading is strict, for any file may come from a stranger: everything is checked, and every tensor of the network must be there, none left over, with the same shape.
/// Numbers of type F16, BF16 and F64 become floats. NaN and infinities are refused, when saving too: they are the mark of a training that failed, and would overwrite the last good file.</para>
/// </remarks>
public static class WeightsFile
{
    internal const string NetworkKey = "network", DeclarationKey = "declaration", VersionKey = "netgen", FormatKey = "format";

    private static readonly string Version = typeof(WeightsFile).Assembly.GetName().Version!.ToString(3);

    /// <summary>Saves the weights as a file, at once: a crash leaves the old file or the new one.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file, replaced if it is there; its folder must exist.</param>
    /// <exception cref="InvalidOperationException">A weight is NaN or infinite; an existing file stays as it is.</exception>
    /// <exception cref="IOException">The file can't be written; an existing one stays as it is.</exception>
    public static void Save<TNetwork>(TNetwork network, string path) where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream => Save(network, stream));
    }

    /// <summary>Writes the weights to a stream, at its place.</summary>
    /// <param name="network">The network.</param>
    /// <param name="stream">The stream; it stays open.</param>
    /// <exception cref="InvalidOperationException">A weight is NaN or infinite; nothing has been written.</exception>
    public static void Save<TNetwork>(TNetwork network, Stream stream) where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(stream);
        ParameterBlock parameters = network.Parameters;
        if (FiniteCheck.FirstFault(parameters) is var (tensor, element, value))
            throw new InvalidOperationException($"{parameters.Layout.Network} has {value} at {SafetensorsText.Place(parameters.GetShape(tensor).ToArray(), element)} of {tensor}; only finite weights can be saved.");
        SafetensorsWriter.Write(stream, parameters,
        [
            (FormatKey, "pt"), // what readers of PyTorch's layout look for
            (NetworkKey, parameters.Layout.Network),
            (DeclarationKey, Declaration(TNetwork.Summary)),
            (VersionKey, Version),
        ]);
    }

    /// <summary>A network with the weights of a file.</summary>
    /// <param name="path">A safetensors file.</param>
    /// <param name="names">The network's names for the file's, as in <c>fc1.weight</c> → <c>hidden.weight</c>; a name that isn't among them is the same in both.</param>
    /// <exception cref="WeightsFormatException">The file is damaged, has a number that isn't finite, or belongs to another network; all differences are listed.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static TNetwork Load<TNetwork>(string path, IReadOnlyDictionary<string, string>? names = null) where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        return Load<TNetwork>(stream, names, Path.GetFileName(path));
    }

    /// <summary>A network with the weights of a stream.</summary>
    /// <param name="stream">A safetensors file, from the stream's place to its end; it stays open, and need not be able to seek.</param>
    /// <param name="names">The network's names for the file's, as in <c>fc1.weight</c> → <c>hidden.weight</c>; a name that isn't among them is the same in both.</param>
    /// <exception cref="WeightsFormatException">The file is damaged, has a number that isn't finite, or belongs to another network; all differences are listed.</exception>
    public static TNetwork Load<TNetwork>(Stream stream, IReadOnlyDictionary<string, string>? names = null) where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Load<TNetwork>(stream, names, "The stream");
    }

    private static TNetwork Load<TNetwork>(Stream stream, IReadOnlyDictionary<string, string>? names, string source) where TNetwork : class, INetwork<TNetwork>
    {
        var reader = new SafetensorsReader(stream, source);
        SafetensorsHeader header = reader.ReadHeader();
        TNetwork network = TNetwork.Create(0);
        ParameterBlock parameters = network.Parameters;
        IReadOnlyList<MatchedTensor> matches = new WeightsComparison(header, parameters.Layout, names).Match(source, Declaration(TNetwork.Summary));
        float[] buffer = new float[matches.Select(match => match.Tensor.Length).DefaultIfEmpty().Max()];
        foreach (MatchedTensor match in matches)
        {
            Span<float> values = buffer.AsSpan(0, match.Tensor.Length);
            reader.ReadValues(match.Stored, match.Type, match.Tensor.Shape, values);
            parameters.CopyFrom(match.Tensor.Name, values);
        }
        reader.CheckEnd(header);
        return network;
    }

    /// <summary>As in <c>784 → hidden (Dense, ReLU) 128 → digit (Dense, Softmax) 10</c>.</summary>
    private static string Declaration(NetworkSummary summary) =>
        string.Join(" → ", [summary.InputShape, .. summary.Layers.Select(layer => $"{layer.Name} ({layer.Kind}) {layer.OutputShape}")]);
}
