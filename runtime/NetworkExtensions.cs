namespace NetGen;

/// <summary>What every network can do, for those who may allocate.</summary>
public static class NetworkExtensions
{
    /// <summary>The output for one sample, in a new array.</summary>
    /// <param name="network">The network.</param>
    /// <param name="input">InputLength elements.</param>
    /// <returns>OutputLength elements.</returns>
    /// <exception cref="ArgumentException">The input has another length.</exception>
    public static float[] Predict<TNetwork>(this TNetwork network, float[] input) where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(input);
        float[] output = new float[TNetwork.OutputLength];
        network.Forward(input, output);
        return output;
    }

    /// <summary>The outputs for some samples, one array for each; with the bits of each alone.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">One array of InputLength elements for each sample; none gives no outputs.</param>
    /// <returns>One array of OutputLength elements for each sample.</returns>
    /// <exception cref="ArgumentException">An input is null or has another length; the message names the sample.</exception>
    public static float[][] Predict<TNetwork>(this TNetwork network, float[][] inputs) where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(inputs);
        for (int i = 0; i < inputs.Length; i++)
            if (inputs[i]?.Length != TNetwork.InputLength)
                throw new ArgumentException($"{typeof(TNetwork).Name} takes inputs of {TNetwork.InputLength} elements; sample {i} {(inputs[i] is { } other ? $"has {other.Length}" : "is null")}.", nameof(inputs));
        if (inputs.Length == 0)
            return [];
        int block = Math.Min(inputs.Length, Shards.BlockRows);
        Workspace workspace = TNetwork.CreateWorkspace(block, training: false);
        float[] blockInputs = new float[block * TNetwork.InputLength], blockOutputs = new float[block * TNetwork.OutputLength];
        float[][] outputs = new float[inputs.Length][];
        for (int start = 0, count; start < inputs.Length; start += count)
        {
            count = Math.Min(block, inputs.Length - start);
            for (int i = 0; i < count; i++)
                inputs[start + i].CopyTo(blockInputs, i * TNetwork.InputLength);
            network.ForwardBatch(blockInputs.AsSpan(0, count * TNetwork.InputLength), blockOutputs.AsSpan(0, count * TNetwork.OutputLength), workspace);
            for (int i = 0; i < count; i++)
                outputs[start + i] = blockOutputs.AsSpan(i * TNetwork.OutputLength, TNetwork.OutputLength).ToArray();
        }
        return outputs;
    }

    /// <summary>Freezes layers: training computes no gradients of their parameters, and no optimizer changes them, until <see cref="Unfreeze"/>. See <see cref="ParameterBlock.Freeze"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="layers">Names of layers, as in the summary, or of blocks of layers.</param>
    /// <exception cref="ArgumentException">There is no layer with parameters of such a name; nothing has changed.</exception>
    public static void Freeze<TNetwork>(this TNetwork network, params ReadOnlySpan<string> layers) where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        network.Parameters.Freeze(layers);
    }

    /// <summary>Trains frozen layers again. See <see cref="ParameterBlock.Unfreeze"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="layers">Names of layers, as in the summary, or of blocks of layers.</param>
    /// <exception cref="ArgumentException">There is no layer with parameters of such a name; nothing has changed.</exception>
    public static void Unfreeze<TNetwork>(this TNetwork network, params ReadOnlySpan<string> layers) where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        network.Parameters.Unfreeze(layers);
    }

    /// <summary>Saves the weights as a safetensors file, atomically, with text of the user's own.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file, replaced if it exists; its folder must exist.</param>
    /// <param name="metadata">Text by key; <see cref="WeightsFile.ReadMetadata"/> reads it.</param>
    /// <exception cref="ArgumentException">A key is one that the file has already, a text is null, or they are too long.</exception>
    /// <exception cref="InvalidOperationException">A weight is NaN or infinite; an existing file stays as it is.</exception>
    /// <exception cref="IOException">The file can't be written; an existing one stays as it is.</exception>
    public static void Save<TNetwork>(this TNetwork network, string path, IReadOnlyDictionary<string, string> metadata) where TNetwork : class, INetwork<TNetwork> =>
        WeightsFile.Save(network, path, metadata);

    /// <summary>Loads a part of a safetensors file into the network: what is ignored keeps its values, everything else must match.</summary>
    /// <remarks>
    /// For transfer learning: <c>network.LoadWeights("pretrained.safetensors", ignore: ["head"])</c>; and for checkpoints, whose weights begin with <c>network.</c>:
    /// <c>network.LoadWeights("run.safetensors", prefix: "network.")</c>.
    /// </remarks>
    /// <param name="network">The network. Where this throws, it has not changed.</param>
    /// <param name="path">The file.</param>
    /// <param name="prefix">What the names of the network's tensors begin with in the file, as in <c>model.</c>; other tensors of the file are left out.</param>
    /// <param name="ignore">Layers or tensors, by the network's names: those of the network keep their values, and those of the file are left out, whatever their shapes.</param>
    /// <param name="names">The network's names for the file's (without the prefix), as in <c>fc1.weight</c> → <c>hidden.weight</c>; a name that isn't listed is the same in both.</param>
    /// <returns>The names of the tensors that were loaded, in PyTorch's order.</returns>
    /// <exception cref="WeightsFormatException">The file is damaged, has an element that isn't finite, or what is not ignored doesn't match; all differences are listed.</exception>
    /// <exception cref="ArgumentException">The network and the file have nothing named like an element of <paramref name="ignore"/>.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static IReadOnlyList<string> LoadWeights<TNetwork>(this TNetwork network, string path, string prefix = "", IReadOnlyList<string>? ignore = null, IReadOnlyDictionary<string, string>? names = null)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(prefix);
        using FileStream stream = InputFile.Open(path);
        return new PartialWeights(network.Parameters.Layout, prefix, ignore ?? [], names).Load(network.Parameters, stream, Path.GetFileName(path), () => WeightsFile.Declaration(TNetwork.Summary));
    }
}
