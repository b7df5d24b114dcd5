using System.Reflection;
using System.Resources;
using NetGen.Training;

namespace NetGen;

/// <summary>Saves and loads the weights of a network as safetensors, the format of Hugging Face, in PyTorch's layout and with the network's names.</summary>
/// <remarks>
/// <para>The format (huggingface/safetensors, "Format"): 8 bytes, little-endian, give the length of a JSON header; the header gives name, type, shape and offsets of each tensor;
/// their elements follow without gaps. The metadata names the network, its declaration and NetGen's version. Saving the same weights twice gives the same bytes.</para>
/// <para>Loading is strict, since a file may come from an untrusted source: everything is checked, and every tensor of the network must be there, none left over, with the same shape.
/// Only the <c>num_batches_tracked</c> that PyTorch stores with each batch norm is ignored. Elements of type F16, BF16 and F64 become floats. NaN and infinities are rejected, also when saving: they are the sign of a training that failed, and would overwrite the last good file.</para>
/// </remarks>
public static class WeightsFile
{
    internal const string NetworkKey = "network", DeclarationKey = "declaration", VersionKey = "netgen", FormatKey = "format";

    /// <summary>The most characters of a user's metadata: as JSON each may take six bytes, and a reader accepts headers of two megabytes.</summary>
    private const int MaxMetadata = 300_000;

    private static readonly string[] s_keys = [NetworkKey, DeclarationKey, VersionKey, FormatKey];

    private static readonly Dictionary<string, string> s_noMetadata = [];

    private static readonly string Version = typeof(WeightsFile).Assembly.GetName().Version!.ToString(3);

    /// <summary>Saves the weights as a file, atomically: a crash leaves the old file or the new one.</summary>
    /// <remarks>
    /// A new file replaces the old one, with its permissions on Unix; a symbolic link stays, and the file that it refers to is replaced. To a pipe the weights are written directly.
    /// A save that is killed may leave a file in the folder, whose name begins with <c>.netgen-</c>; the next save to the same path deletes it.
    /// </remarks>
    /// <param name="network">The network.</param>
    /// <param name="path">The file, replaced if it exists; its folder must exist.</param>
    /// <exception cref="InvalidOperationException">A weight is NaN or infinite; an existing file stays as it is.</exception>
    /// <exception cref="IOException">The file can't be written, or is a folder or a device; whatever exists stays as it is.</exception>
    public static void Save<TNetwork>(TNetwork network, string path) where TNetwork : class, INetwork<TNetwork> =>
        Save(network, path, s_noMetadata);

    /// <summary>Saves the weights as a file, atomically, with text of the user's own: what the network was trained on, the names of its classes, a normalisation.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file, replaced if it exists; its folder must exist.</param>
    /// <param name="metadata">Text by key, at most 300,000 characters in all; <see cref="ReadMetadata(string)"/> reads it.</param>
    /// <exception cref="ArgumentException">A key is one of <c>format</c>, <c>network</c>, <c>declaration</c> and <c>netgen</c>, which the file has already, a text is null, or they are too long.</exception>
    /// <exception cref="InvalidOperationException">A weight is NaN or infinite; an existing file stays as it is.</exception>
    /// <exception cref="IOException">The file can't be written, or is a folder or a device; whatever exists stays as it is.</exception>
    public static void Save<TNetwork>(TNetwork network, string path, IReadOnlyDictionary<string, string> metadata) where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        CheckMetadata(metadata);
        AtomicFile.Write(path, stream => Write(network, stream, metadata));
    }

    /// <summary>Writes the weights to a stream, at its position.</summary>
    /// <param name="network">The network.</param>
    /// <param name="stream">The stream; it stays open.</param>
    /// <exception cref="InvalidOperationException">A weight is NaN or infinite; nothing has been written.</exception>
    public static void Save<TNetwork>(TNetwork network, Stream stream) where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(stream);
        Write(network, stream, s_noMetadata);
    }

    /// <summary>The text that <see cref="Save{TNetwork}(TNetwork, string, IReadOnlyDictionary{string, string})"/> was given; of a file from elsewhere, all of its metadata.</summary>
    /// <param name="path">A safetensors file; its weights are not read.</param>
    /// <exception cref="WeightsFormatException">The file is damaged.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static IReadOnlyDictionary<string, string> ReadMetadata(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = InputFile.Open(path);
        SafetensorsHeader header = new SafetensorsReader(stream, Path.GetFileName(path)).ReadHeader();
        return header.Metadata.ContainsKey(VersionKey) ? header.Metadata.Where(entry => !s_keys.Contains(entry.Key)).ToDictionary(StringComparer.Ordinal) : header.Metadata;
    }

    private static void CheckMetadata(IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        if (metadata.Keys.FirstOrDefault(s_keys.Contains) is { } taken)
            throw new ArgumentException($"Every file has '{taken}' already; use another key.", nameof(metadata));
        if (metadata.FirstOrDefault(entry => entry.Value is null) is { Key: { } key })
            throw new ArgumentException($"The text of '{key}' is null.", nameof(metadata));
        if (metadata.Sum(entry => (long)entry.Key.Length + entry.Value.Length) is > MaxMetadata and var length)
            throw new ArgumentException($"The metadata have {length:N0} characters; a file holds at most {MaxMetadata:N0}.", nameof(metadata));
    }

    private static void Write<TNetwork>(TNetwork network, Stream stream, IReadOnlyDictionary<string, string> metadata) where TNetwork : class, INetwork<TNetwork>
    {
        ParameterBlock parameters = network.Parameters;
        if (FiniteCheck.FirstNotFinite(parameters) is var (tensor, element, value))
            throw new InvalidOperationException($"{parameters.Layout.Network} has {value} at {SafetensorsText.Index([.. parameters.GetShape(tensor)], element)} of {tensor}; only finite weights can be saved.");
        SafetensorsWriter.Write(stream, [.. SafetensorsEntry.Of(parameters)],
        [
            (FormatKey, "pt"), // expected by readers of PyTorch's layout
            (NetworkKey, parameters.Layout.Network),
            (DeclarationKey, Declaration(TNetwork.Summary)),
            (VersionKey, Version),
            .. metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => (entry.Key, entry.Value)),
        ]);
    }

    /// <summary>A network with the weights of a file.</summary>
    /// <param name="path">A safetensors file.</param>
    /// <param name="names">The network's names for the file's, as in <c>fc1.weight</c> → <c>hidden.weight</c>; a name that isn't listed is the same in both.</param>
    /// <exception cref="WeightsFormatException">The file is damaged, has an element that isn't finite, or belongs to another network; all differences are listed.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static TNetwork Load<TNetwork>(string path, IReadOnlyDictionary<string, string>? names = null) where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = InputFile.Open(path);
        return Load<TNetwork>(stream, names, Path.GetFileName(path));
    }

    /// <summary>A network with the weights of a stream.</summary>
    /// <param name="stream">A safetensors file, from the stream's position to its end; it stays open, and need not be able to seek.</param>
    /// <param name="names">The network's names for the file's, as in <c>fc1.weight</c> → <c>hidden.weight</c>; a name that isn't listed is the same in both.</param>
    /// <exception cref="WeightsFormatException">The file is damaged, has an element that isn't finite, or belongs to another network; all differences are listed.</exception>
    public static TNetwork Load<TNetwork>(Stream stream, IReadOnlyDictionary<string, string>? names = null) where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Load<TNetwork>(stream, names, "The stream");
    }

    /// <summary>Loads the weights that a network's assembly embeds: called by the constructor that the compiler writes for <see cref="NetworkAttribute.Weights"/>.</summary>
    /// <param name="network">The network, whose weights are overwritten.</param>
    /// <param name="path">The file that <see cref="NetworkAttribute.Weights"/> names.</param>
    /// <exception cref="MissingManifestResourceException">The assembly doesn't embed the file.</exception>
    /// <exception cref="WeightsFormatException">The embedded file is not the one that was compared with the network at build time.</exception>
    public static void LoadEmbedded<TNetwork>(TNetwork network, string path) where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        Assembly assembly = typeof(TNetwork).Assembly;
        using Stream stream = assembly.GetManifestResourceStream(WeightsResource.Prefix + path)
            ?? throw new MissingManifestResourceException($"{assembly.GetName().Name} has no resource '{WeightsResource.Prefix}{path}', which should hold the weights of {network.Parameters.Layout.Network}: it was not built, or not linked, with the NetGenWeights items of its project.");
        Fill(network, stream, null, $"The embedded {path}");
    }

    private static TNetwork Load<TNetwork>(Stream stream, IReadOnlyDictionary<string, string>? names, string source) where TNetwork : class, INetwork<TNetwork>
    {
        TNetwork network = TNetwork.Create(0);
        Fill(network, stream, names, source);
        return network;
    }

    private static void Fill<TNetwork>(TNetwork network, Stream stream, IReadOnlyDictionary<string, string>? names, string source) where TNetwork : class, INetwork<TNetwork>
    {
        var reader = new SafetensorsReader(stream, source);
        ParameterBlock parameters = network.Parameters;
        SafetensorsHeader header = reader.ReadHeader(parameters.Layout.Tensors.Count);
        float[] values = new float[SafetensorsReader.MaxElements];
        foreach (MatchedTensor match in new WeightsComparison(header, parameters.Layout, names).Match(source, () => Declaration(TNetwork.Summary)))
            reader.CopyTo(parameters, match, values);
        reader.CheckEnd(header);
    }

    /// <summary>As in <c>784 → hidden (Dense, ReLU) 128 → digit (Dense, Softmax) 10</c>.</summary>
    internal static string Declaration(NetworkSummary summary) =>
        string.Join(" → ", [summary.InputShape, .. summary.Layers.Select(layer => $"{layer.Name} ({layer.Kind}) {layer.OutputShape}")]);
}
