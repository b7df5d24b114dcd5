namespace NetGen;

/// <summary>A network of any class. The compiler implements <see cref="INetwork{TSelf}"/>.</summary>
public interface INetwork
{
    /// <summary>All trained parameters, in one aligned block.</summary>
    ParameterBlock Parameters { get; }
}

/// <summary>A network of fixed shape, ready for inference. The compiler implements it for every class with <see cref="NetworkAttribute"/>.</summary>
/// <typeparam name="TSelf">The network's own class.</typeparam>
public interface INetwork<TSelf> : INetwork where TSelf : class, INetwork<TSelf>
{
    /// <summary>Elements in an input sample.</summary>
    static abstract int InputLength { get; }

    /// <summary>Elements in an output.</summary>
    static abstract int OutputLength { get; }

    /// <summary>The inputs, one after another in a sample.</summary>
    static virtual IReadOnlyList<NetworkInput> Inputs => [new("input", 0, TSelf.InputLength)];

    /// <summary>The outputs, one after another in a sample's outputs and in its targets.</summary>
    static virtual IReadOnlyList<NetworkOutput> Outputs => [new("output", 0, TSelf.OutputLength, null)];

    /// <summary>Trained parameters, padding not counted.</summary>
    static abstract int ParameterCount { get; }

    /// <summary>Layers, shapes, parameters, costs and the code shape chosen for each.</summary>
    static abstract NetworkSummary Summary { get; }

    /// <summary>Throws unless every input that an <see cref="EmbeddingAttribute"/> takes is a whole number in its range. All methods that take inputs do this themselves, before anything is changed.</summary>
    /// <param name="inputs">Samples of InputLength elements, one after another.</param>
    /// <param name="parameter">The name of the caller's parameter, for the message.</param>
    /// <exception cref="ArgumentException">An input is not; the message names it and its place.</exception>
    static virtual void CheckInputs(ReadOnlySpan<float> inputs, string parameter = "inputs")
    {
    }

    /// <summary>A network with fresh weights drawn from a seed.</summary>
    static abstract TSelf Create(ulong seed);

    /// <summary>Buffers for batches up to a capacity: created once, used for every batch.</summary>
    /// <param name="batchCapacity">The most samples in a batch, at least 1.</param>
    /// <param name="training">Whether gradients will be computed with it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is less than 1, or needs a buffer longer than an array can be.</exception>
    static abstract Workspace CreateWorkspace(int batchCapacity, bool training = true);

    /// <summary>A network with the same weights in a block of its own.</summary>
    TSelf Clone();

    /// <summary>A network with the weights of a safetensors file.</summary>
    /// <param name="path">The file: exactly the network's tensors, by its names, in PyTorch's layout.</param>
    /// <exception cref="WeightsFormatException">The file is damaged, has an element that isn't finite, or belongs to another network; all differences are listed.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    static virtual TSelf Load(string path) => WeightsFile.Load<TSelf>(path);

    /// <summary>A network with the weights of a safetensors file, in a stream from its position to its end.</summary>
    /// <param name="stream">The stream; it stays open, and need not be able to seek.</param>
    /// <exception cref="WeightsFormatException">The file is damaged, has an element that isn't finite, or belongs to another network; all differences are listed.</exception>
    static virtual TSelf Load(Stream stream) => WeightsFile.Load<TSelf>(stream);

    /// <summary>A network with the weights of a safetensors file whose tensors have other names.</summary>
    /// <param name="path">The file: exactly the network's tensors, in PyTorch's layout.</param>
    /// <param name="names">The network's names for the file's, as in <c>fc1.weight</c> → <c>hidden.weight</c>; a name that isn't listed is the same in both.</param>
    /// <exception cref="WeightsFormatException">The file is damaged, has an element that isn't finite, or belongs to another network; all differences are listed.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    static virtual TSelf Load(string path, IReadOnlyDictionary<string, string> names) => WeightsFile.Load<TSelf>(path, names);

    /// <summary>A network with the weights of a safetensors file whose tensors have other names, in a stream from its position to its end.</summary>
    /// <param name="stream">The stream; it stays open, and need not be able to seek.</param>
    /// <param name="names">The network's names for the file's, as in <c>fc1.weight</c> → <c>hidden.weight</c>; a name that isn't listed is the same in both.</param>
    /// <exception cref="WeightsFormatException">The file is damaged, has an element that isn't finite, or belongs to another network; all differences are listed.</exception>
    static virtual TSelf Load(Stream stream, IReadOnlyDictionary<string, string> names) => WeightsFile.Load<TSelf>(stream, names);

    /// <summary>Saves the weights as a safetensors file, atomically: a crash leaves the old file or the new one.</summary>
    /// <param name="path">The file, replaced if it exists; its folder must exist.</param>
    /// <exception cref="InvalidOperationException">A weight is NaN or infinite; an existing file stays as it is.</exception>
    /// <exception cref="IOException">The file can't be written; an existing one stays as it is.</exception>
    void Save(string path) => WeightsFile.Save((TSelf)this, path);

    /// <summary>Writes the weights as a safetensors file to a stream, at its position.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <exception cref="InvalidOperationException">A weight is NaN or infinite; nothing has been written.</exception>
    void Save(Stream stream) => WeightsFile.Save((TSelf)this, stream);

    /// <summary>The output for one sample. Never allocates, except for one buffer per thread in a network with more than 64 KB of intermediate results.</summary>
    /// <param name="input">InputLength elements.</param>
    /// <param name="output">OutputLength elements, overwritten.</param>
    /// <exception cref="ArgumentException">A span has another length, the output overlaps the input, or the input is invalid (see <see cref="CheckInputs"/>).</exception>
    void Forward(ReadOnlySpan<float> input, Span<float> output);

    /// <summary>The output for one sample, with intermediate results in a workspace. Never allocates.</summary>
    /// <param name="input">InputLength elements.</param>
    /// <param name="output">OutputLength elements, overwritten.</param>
    /// <param name="workspace">A workspace of this class.</param>
    /// <exception cref="ArgumentException">A span has another length, the output overlaps the input, the input is invalid (see <see cref="CheckInputs"/>), or the workspace belongs to another class.</exception>
    void Forward(ReadOnlySpan<float> input, Span<float> output, Workspace workspace);

    /// <summary>The outputs for a batch, each with the same bits as that sample alone.</summary>
    /// <param name="inputs">Batch × InputLength elements.</param>
    /// <param name="outputs">Batch × OutputLength elements, overwritten.</param>
    /// <param name="workspace">A workspace of this class with room for the batch.</param>
    /// <exception cref="ArgumentException">The lengths don't match, the batch is empty, the outputs overlap the inputs, an input is invalid (see <see cref="CheckInputs"/>), or the workspace is too small or of another class.</exception>
    void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs, Workspace workspace);
}
