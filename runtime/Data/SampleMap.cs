namespace NetGen.Data;

/// <summary>Computes a sample from another. A dataset that reads from a file calls it whenever it reads a sample, from several threads at a time, so the result must depend on the arguments alone.</summary>
/// <param name="input">The input.</param>
/// <param name="target">The target.</param>
/// <param name="newInput">The new input: zeros, to be overwritten.</param>
/// <param name="newTarget">The new target: zeros, to be overwritten.</param>
public delegate void SampleMap(ReadOnlySpan<float> input, ReadOnlySpan<float> target, Span<float> newInput, Span<float> newTarget);

/// <summary>Computes an input from an input, or a target from a target; as for <see cref="SampleMap"/>, the result must depend on the argument alone.</summary>
/// <param name="from">The elements.</param>
/// <param name="to">The new elements: zeros, to be overwritten.</param>
public delegate void ElementsMap(ReadOnlySpan<float> from, Span<float> to);
