using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>What a network over frames remembers of one stream, in one block of memory: created once by the network's <c>CreateState</c>, and passed to <c>Step</c> and <c>Process</c>. Any number of streams, each with a state of its own, share one network.</summary>
/// <remarks>Not for use by several threads at once. A call that finds at its end that another has begun with its state throws an <see cref="InvalidOperationException"/>; that finds most such mistakes, but not all.</remarks>
public sealed class NetworkState
{
    private readonly float[] _buffer;
    private readonly int _start, _length, _scratch;
    private long _call;

    /// <param name="network">The name of the network's class.</param>
    /// <param name="kernels">The type of the kernels, which alone may use the memory.</param>
    /// <param name="length">Elements that are remembered.</param>
    /// <param name="scratch">Elements of intermediate results.</param>
    internal NetworkState(string network, Type kernels, int length, int scratch)
    {
        (Network, Kernels, _length, _scratch) = (network, kernels, length, scratch);
        (_buffer, _start) = AlignedBuffer.Allocate(length + scratch);
    }

    private NetworkState(NetworkState other) : this(other.Network, other.Kernels, other._length, other._scratch) => CopyFrom(other);

    internal string Network { get; }

    internal Type Kernels { get; }

    /// <summary>Frames since the histories were last moved to the start of their memory.</summary>
    internal int Position { get; set; }

    internal ref float First => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), _start);

    internal ref float Scratch => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), _start + _length);

    private Span<float> Remembered => _buffer.AsSpan(_start, _length);

    /// <summary>Forgets everything: the next frame is the first of a stream.</summary>
    public void Reset()
    {
        Remembered.Clear();
        Position = 0;
    }

    /// <summary>A state of its own that has seen the same frames.</summary>
    public NetworkState Clone() => new(this);

    /// <summary>Takes over what another state remembers, as if this one had seen its frames.</summary>
    /// <param name="other">A state of the same class.</param>
    /// <exception cref="ArgumentException">The other state belongs to another class.</exception>
    public void CopyFrom(NetworkState other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!ReferenceEquals(other.Kernels, Kernels))
            throw new ArgumentException($"A state of {other.Network} is not one of {Network}.", nameof(other));
        other.Remembered.CopyTo(Remembered);
        Position = other.Position;
    }

    internal long Begin() => ++_call;

    internal void End(long call)
    {
        if (_call != call)
            ThrowShared();
    }

    [DoesNotReturn]
    private void ThrowShared() =>
        throw new InvalidOperationException($"This state of {Network} was used by two threads at once, so its stream is wrong: make one for each stream by {Network}.CreateState, or take turns.");
}
