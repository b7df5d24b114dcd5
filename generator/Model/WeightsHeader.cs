namespace NetGen.Generator.Model;

/// <summary>The files of weights of a project.</summary>
/// <param name="AreFresh">Whether networks start from fresh weights, whatever file they name.</param>
internal sealed record ProjectWeights(bool AreFresh, EquatableArray<WeightsHeader> Files);

/// <summary>What a file of weights holds, as the build hands it to the compiler, which reads no files itself.</summary>
/// <remarks>All texts are of one line: what isn't printed is escaped, as <see cref="Escapes"/> does it. Names of a network's tensors never need that, so equal texts are equal names.</remarks>
/// <param name="Path">What the project calls the file: see <see cref="WeightsPath"/>.</param>
internal sealed record WeightsHeader(string Path, EquatableArray<StoredTensor> Tensors);

/// <summary>A tensor of such a file, in words.</summary>
/// <param name="Type">As safetensors names it, as in <c>F32</c>.</param>
/// <param name="Shape">As in <c>128 × 784</c>.</param>
internal sealed record StoredTensor(string Name, string Type, string Shape);
