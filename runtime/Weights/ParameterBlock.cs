using NetGen.Kernels;

namespace NetGen;

/// <summary>All trained parameters of a network, or their gradients, in one block aligned to 64 bytes.</summary>
/// <remarks>
/// <see cref="Values"/> has the compiler's own layout, padding included; padding is never mixed into a result.
/// By name, tensors have PyTorch's layout and order. Nothing derived from the values is cached: who writes them sees it in the next call.
/// </remarks>
public sealed class ParameterBlock
{
    private readonly float[] _buffer;
    private readonly int _start;
    private readonly string[] _names;

    /// <summary>A block of zeros.</summary>
    /// <param name="layout">The tensors of the network that the block belongs to.</param>
    public ParameterBlock(ParameterLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        Layout = layout;
        (_buffer, _start) = AlignedBuffer.Allocate(layout.Length + layout.StateLength);
        _names = [.. layout.Tensors.Select(tensor => tensor.Name)];
    }

    /// <summary>Where each tensor is.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>Every parameter, in the compiler's layout.</summary>
    public Span<float> Values => _buffer.AsSpan(_start, Layout.Length);

    /// <summary>Running statistics, which no optimizer touches; empty for a network without batch normalisation.</summary>
    public Span<float> State => _buffer.AsSpan(_start + Layout.Length, Layout.StateLength);

    /// <summary>The names of the tensors, running statistics among them, in PyTorch's order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The shape of a tensor, as PyTorch has it.</summary>
    /// <exception cref="ArgumentException">There is no such tensor.</exception>
    public ReadOnlySpan<int> GetShape(string name) => Layout[name].Shape;

    /// <summary>Copies a tensor out, in PyTorch's order.</summary>
    /// <exception cref="ArgumentException">There is no such tensor, or the destination has another length.</exception>
    public void CopyTo(string name, Span<float> destination)
    {
        TensorLayout tensor = Layout[name];
        CheckLength(tensor, destination.Length, nameof(destination));
        Span<float> values = All;
        for (int i = 0; i < destination.Length; i++)
            destination[i] = values[tensor.PlaceOf(i)];
    }

    /// <summary>Copies a tensor in, in PyTorch's order.</summary>
    /// <exception cref="ArgumentException">There is no such tensor, or the source has another length.</exception>
    public void CopyFrom(string name, ReadOnlySpan<float> source)
    {
        TensorLayout tensor = Layout[name];
        CheckLength(tensor, source.Length, nameof(source));
        CopyFrom(tensor, 0, source);
    }

    /// <summary>Copies a part of a tensor in, in PyTorch's order.</summary>
    internal void CopyFrom(TensorLayout tensor, int start, ReadOnlySpan<float> source)
    {
        while (source.Length > 0)
        {
            // The weights of one output lie in one column of a panel, those of one channel among the others'.
            ReadOnlySpan<float> run = source[..Math.Min(tensor.RunFrom(start), source.Length)];
            Span<float> values = All[tensor.PlaceOf(start)..];
            if (tensor.Step == 1)
                run.CopyTo(values);
            else
                for (int i = 0, place = 0; i < run.Length; i++, place += tensor.Step)
                    values[place] = run[i];
            start += run.Length;
            source = source[run.Length..];
        }
    }

    /// <summary>Copies every value of another block of the same network, running statistics too.</summary>
    /// <exception cref="ArgumentException">The block belongs to another network.</exception>
    public void CopyFrom(ParameterBlock source)
    {
        CheckSameNetwork(source);
        source.All.CopyTo(All);
    }

    /// <summary>Moves every value, running statistics too, towards another block of the same network: v ← v + t·(other − v).</summary>
    /// <param name="target">The block to move to.</param>
    /// <param name="t">0 leaves the values, 1 reaches the target.</param>
    /// <exception cref="ArgumentException">The block belongs to another network.</exception>
    public void Lerp(ParameterBlock target, double t)
    {
        CheckSameNetwork(target);
        if (t == 1)
        {
            CopyFrom(target);
            return;
        }
        Span<float> values = All;
        ReadOnlySpan<float> targets = target.All;
        float step = (float)t;
        for (int i = 0; i < values.Length; i++)
            values[i] = SoftwareFusedMultiplyAdd.Compute(step, targets[i] - values[i], values[i]);
    }

    /// <summary>Draws fresh weights, each tensor by its <see cref="TensorLayout.Initializer"/> from one <see cref="SeededRandom"/> in PyTorch's order; padding becomes zero.</summary>
    /// <param name="seed">The same seed gives the same weights, everywhere.</param>
    public void Initialize(ulong seed) => Initialization.Fill(this, seed);

    /// <summary>Parameters, then running statistics.</summary>
    internal Span<float> All => _buffer.AsSpan(_start, Layout.Length + Layout.StateLength);

    /// <summary>The first value, for kernels.</summary>
    internal ref float First => ref _buffer[_start];

    internal void CheckSameNetwork(ParameterBlock other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!ReferenceEquals(other.Layout, Layout))
            throw new ArgumentException($"The block belongs to {other.Layout.Network}, not to {Layout.Network}.", nameof(other));
    }

    private static void CheckLength(TensorLayout tensor, int length, string parameter)
    {
        if (length != tensor.Length)
            throw new ArgumentException($"{tensor.Name} has {tensor.Length} numbers ({string.Join(" × ", tensor.Shape)}); the span has {length}.", parameter);
    }
}
