namespace NetGen.Generator.Model;

/// <summary>The weights files of a project.</summary>
/// <param name="AreFresh">Whether networks start from fresh weights, regardless of the file that they name.</param>
internal sealed record ProjectWeights(bool AreFresh, EquatableArray<WeightsHeader> Files);

/// <summary>The content of a weights file, as the build passes it to the compiler, which reads no files itself.</summary>
/// <remarks>All strings are single lines: characters that can't be printed are escaped by <see cref="Escapes"/>. Names of a network's tensors never need that, so equal strings are equal names.</remarks>
/// <param name="Path">The file's name in the project: see <see cref="WeightsPath"/>.</param>
/// <param name="Precision">The precision to which the build rounds the weights that it embeds, as its item says; empty for none.</param>
internal sealed record WeightsHeader(string Path, EquatableArray<StoredTensor> Tensors, string Precision = "");

/// <summary>A tensor of such a file, as text.</summary>
/// <param name="Type">The type's name in safetensors, as in <c>F32</c>.</param>
/// <param name="Shape">As in <c>128 × 784</c>.</param>
internal sealed record StoredTensor(string Name, string Type, string Shape);
