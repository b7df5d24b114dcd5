namespace NetGen.Data;

/// <summary>The content of an IDX file.</summary>
/// <param name="Dimensions">The extents, the slowest first: images × rows × columns, or labels.</param>
/// <param name="Bytes">As many bytes as the dimensions multiply to.</param>
public sealed record IdxData(IReadOnlyList<int> Dimensions, byte[] Bytes);
