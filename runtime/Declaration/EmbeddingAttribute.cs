namespace NetGen;

/// <summary>Turns whole numbers into vectors: each element i of a vector of n indices becomes row i of a learned table W of shape [count][size], so that the output is size × n. As PyTorch's <c>Embedding</c>, whose output is n × size.</summary>
/// <remarks>
/// <para>Its input is an input of the network: whole numbers from 0 to count − 1, given as floats. They are checked before anything is computed: another number is an <see cref="ArgumentException"/> that names it and its place.</para>
/// <para>Rows of the table's gradient are summed in the order of the positions, and that of the samples. Its input has no gradient.</para>
/// </remarks>
/// <param name="count">Rows of the table: indices are less.</param>
/// <param name="size">Channels of the output.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class EmbeddingAttribute(int count, int size) : LayerAttribute
{
    /// <summary>Rows of the table: indices are less.</summary>
    public int Count { get; } = count;

    /// <summary>Channels of the output.</summary>
    public int Size { get; } = size;

    /// <summary>How a fresh table is drawn: by default <see cref="Initializer.StandardNormal"/>, as PyTorch does.</summary>
    public Initializer Initializer { get; set; } = Initializer.Auto;
}
