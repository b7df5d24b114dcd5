using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Kernels;
using NetGen.Training;

namespace NetGen;

/// <summary>All trained parameters of a network, or their gradients, in one block aligned to 64 bytes.</summary>
/// <remarks>
/// <see cref="Values"/> has the compiler's own layout, padding included; padding is never mixed into a result. Tensors of another <see cref="Precision"/> than floats are stored there as their bits.
/// By name, tensors have PyTorch's layout and order. Nothing derived from the values is cached: a write takes effect in the next call.
/// </remarks>
public sealed class ParameterBlock
{
    private readonly float[] _buffer;
    private readonly int _start;
    private readonly nuint _address, _bytes;
    private readonly string[] _names;

    /// <summary>A block of zeros.</summary>
    /// <param name="layout">The tensors of the network that the block belongs to.</param>
    public unsafe ParameterBlock(ParameterLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        Layout = layout;
        (_buffer, _start) = AlignedBuffer.Allocate(layout.Length + layout.StatisticsLength);
        (_address, _bytes) = ((nuint)Unsafe.AsPointer(ref First), sizeof(float) * (nuint)All.Length);
        _names = [.. layout.Tensors.Select(tensor => tensor.Name)];
    }

    /// <summary>The offsets and shapes of the tensors.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>Every parameter, in the compiler's layout.</summary>
    public Span<float> Values => _buffer.AsSpan(_start, Layout.Length);

    /// <summary>Running statistics, which no optimizer touches; empty for a network without batch normalisation.</summary>
    public Span<float> Statistics => _buffer.AsSpan(_start + Layout.Length, Layout.StatisticsLength);

    /// <summary>The names of the tensors, running statistics among them, in PyTorch's order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The shape of a tensor, as PyTorch has it.</summary>
    /// <exception cref="ArgumentException">There is no such tensor.</exception>
    public ReadOnlySpan<int> GetShape(string name) => Layout[name].Shape;

    /// <summary>Copies a tensor out, in PyTorch's order: as the floats that it stands for, where its elements are narrower.</summary>
    /// <exception cref="ArgumentException">There is no such tensor, or the destination has another length.</exception>
    public void CopyTo(string name, Span<float> destination)
    {
        TensorLayout tensor = Layout[name];
        CheckLength(tensor, destination.Length, nameof(destination));
        TensorElements.Read(All, tensor, destination);
    }

    /// <summary>Copies a tensor in, in PyTorch's order: rounded to the nearest elements, where they are narrower than floats.</summary>
    /// <exception cref="ArgumentException">There is no such tensor, the source has another length, or the tensor is stored as 8-bit integers and a value is not finite.</exception>
    public void CopyFrom(string name, ReadOnlySpan<float> source)
    {
        TensorLayout tensor = Layout[name];
        CheckLength(tensor, source.Length, nameof(source));
        CopyFrom(tensor, 0, source);
    }

    /// <summary>One element, counted in PyTorch's order.</summary>
    internal float ValueOf(TensorLayout tensor, int index) => TensorElements.Read(All, tensor, index);

    /// <summary>Copies a range of a tensor in, in PyTorch's order; all of one whose elements are narrower than floats.</summary>
    internal void CopyFrom(TensorLayout tensor, int start, ReadOnlySpan<float> source) => TensorElements.Write(All, tensor, start, source);

    /// <summary>Copies every value of another block, running statistics too: of the same network, or of one whose tensors have the same names and shapes. Values are rounded where this network stores them with fewer bits.</summary>
    /// <exception cref="ArgumentException">The block has other tensors, or a weight that is not finite and would be stored as an 8-bit integer.</exception>
    public void CopyFrom(ParameterBlock source)
    {
        CheckSameTensors(source);
        Span<float> values = All;
        ReadOnlySpan<float> others = source.All;
        if (Layout.StoresAlike(source.Layout))
            others.CopyTo(values);
        else
            foreach (TensorLayout tensor in Layout.Tensors)
            {
                TensorLayout its = source.Layout[tensor.Name];
                if (tensor.IsPacked || its.IsPacked)
                {
                    float[] decoded = new float[tensor.Length];
                    TensorElements.Read(others, its, decoded);
                    CopyFrom(tensor, 0, decoded);
                    continue;
                }
                for (int i = 0; i < tensor.Length; i++)
                    values[tensor.OffsetOf(i)] = others[its.OffsetOf(i)];
            }
    }

    /// <summary>Interpolates every value, running statistics too, towards those of another block: v ← v + t·(other − v).</summary>
    /// <param name="target">The block to move to: of the same network, or of one whose tensors have the same names and shapes.</param>
    /// <param name="t">0 leaves the values, 1 reaches the target.</param>
    /// <exception cref="ArgumentException">The block has other tensors.</exception>
    /// <exception cref="ArgumentOutOfRangeException">t is not finite as a float.</exception>
    /// <exception cref="InvalidOperationException">A network stores its weights with fewer bits than a float.</exception>
    public void Lerp(ParameterBlock target, double t)
    {
        float step = (float)t;
        if (!float.IsFinite(step))
            throw new ArgumentOutOfRangeException(nameof(t), t, "t must be finite as a float; it is usually from 0 to 1.");
        if (t == 1)
        {
            CopyFrom(target);
            return;
        }
        CheckSameTensors(target);
        CheckFloats();
        target.CheckFloats();
        Span<float> values = All;
        ReadOnlySpan<float> targets = target.All;
        if (Layout.StoresAlike(target.Layout))
            Elementwise.Apply(new Interpolation(this, target, step), 0, values.Length);
        else
            foreach (TensorLayout tensor in Layout.Tensors)
            {
                TensorLayout its = target.Layout[tensor.Name];
                for (int i = 0; i < tensor.Length; i++)
                    Move(ref values[tensor.OffsetOf(i)], targets[its.OffsetOf(i)], step);
            }

        static void Move(ref float value, float target, float step) => value = SoftwareFusedMultiplyAdd.Compute(step, target - value, value);
    }

    /// <summary>Scales all values down by one factor where their Euclidean norm is above a limit, as <c>torch.nn.utils.clip_grad_norm_</c> does. Meant for gradients, before the optimizer's step: <c>workspace.Gradients.ClipNorm(1)</c>.</summary>
    /// <remarks>Padding and running statistics don't count. Gives the bits of <see cref="Trainer{TNetwork}.GradientClipNorm"/>. Allocates at the first call for a network's class.</remarks>
    /// <param name="maxNorm">The largest norm, above 0.</param>
    /// <returns>The norm before. If it is not finite, because a value isn't, nothing was scaled: skip the step.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not above 0.</exception>
    public double ClipNorm(double maxNorm)
    {
        if (!(maxNorm > 0))
            throw new ArgumentOutOfRangeException(nameof(maxNorm), maxNorm, "maxNorm must be above 0.");
        CheckFloats();
        double norm = GradientNorm.Of(this);
        if (double.IsFinite(norm) && GradientNorm.Scale(norm, maxNorm) is var scale and not 1)
            Elementwise.Apply(new Scaling(this, scale), 0, Layout.Length);
        return norm;
    }

    /// <summary>Limits every value to ±<paramref name="largest"/>, as <c>torch.nn.utils.clip_grad_value_</c> does. Meant for gradients, before the optimizer's step; NaN stays.</summary>
    /// <param name="largest">The largest magnitude, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0.</exception>
    public void ClipValue(double largest)
    {
        if (!(largest > 0))
            throw new ArgumentOutOfRangeException(nameof(largest), largest, "largest must be above 0.");
        CheckFloats();
        Elementwise.Apply(new Clamping(this, (float)largest), 0, Layout.Length);
    }

    /// <summary>Freezes layers of the network whose parameters these are: training computes no gradients of their parameters, which are zero, and no optimizer changes the parameters.</summary>
    /// <remarks>
    /// The backward pass ends at the lowest layer that is trained, unless the class gives gradients of its inputs; where all layers are frozen, training computes outputs and loss alone. The other gradients have the same bits.
    /// A frozen batch normalisation still normalises by each training batch, and still updates its running statistics, as PyTorch's does after <c>requires_grad_(False)</c>.
    /// <para>Not for use during a pass. Copies of the values (<see cref="CopyFrom(ParameterBlock)"/>, <c>Clone</c>, files of weights) don't include it; a trainer's checkpoint does.</para>
    /// </remarks>
    /// <param name="layers">Names of layers, as in the summary: those of tensors up to the last dot. The name of a block stands for all layers in it.</param>
    /// <exception cref="ArgumentException">There is no layer with parameters of such a name; nothing has changed.</exception>
    public void Freeze(params ReadOnlySpan<string> layers) => Frozen = FrozenParameters.With(Frozen, Layout, layers, isFrozen: true);

    /// <summary>Trains frozen layers again.</summary>
    /// <param name="layers">Names of layers, as for <see cref="Freeze"/>; those of layers that aren't frozen have no effect.</param>
    /// <exception cref="ArgumentException">There is no layer with parameters of such a name; nothing has changed.</exception>
    public void Unfreeze(params ReadOnlySpan<string> layers) => Frozen = FrozenParameters.With(Frozen, Layout, layers, isFrozen: false);

    /// <summary>Whether a layer, or every layer of a block, is frozen.</summary>
    /// <param name="layer">Its name, as for <see cref="Freeze"/>.</param>
    /// <exception cref="ArgumentException">There is no layer with parameters of that name.</exception>
    public bool IsFrozen(string layer) => Layout.LayersOf(layer).All(index => Frozen?[index] ?? false);

    /// <summary>The frozen layers, in the order of the network; empty for none.</summary>
    public IReadOnlyList<string> FrozenLayers => Frozen is null ? [] : [.. Frozen.Names];

    /// <summary>Freezes the layers of a checkpoint, and trains all others.</summary>
    internal void FreezeOnly(string[]? layers) => Frozen = FrozenParameters.With(null, Layout, layers, isFrozen: true);

    /// <summary>The frozen layers; null for none.</summary>
    internal FrozenParameters? Frozen { get; private set; }

    /// <summary>Draws fresh weights, each tensor by its <see cref="TensorLayout.Initializer"/> from one <see cref="SeededRandom"/> in PyTorch's order; padding becomes zero.</summary>
    /// <param name="seed">The same seed gives the same weights, everywhere.</param>
    public void Initialize(ulong seed) => Initialization.Fill(this, seed);

    /// <summary>Parameters, then running statistics.</summary>
    internal Span<float> All => _buffer.AsSpan(_start, Layout.Length + Layout.StatisticsLength);

    /// <summary>The first value, for kernels.</summary>
    internal ref float First => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), _start);

    /// <summary>Whether a range of memory, not empty, shares a byte with the block: whether it ends after the block's start and starts before its end, in one unsigned comparison. The block is pinned, so its address is known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal unsafe bool Overlaps(ReadOnlySpan<float> memory)
    {
        nuint before = sizeof(float) * (nuint)(uint)memory.Length - 1;
        return (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(memory)) + before - _address < _bytes + before;
    }

    /// <summary>Throws unless another block has the same layout, so that an element has the same offset in both.</summary>
    internal void CheckSameNetwork(ParameterBlock other, [CallerArgumentExpression(nameof(other))] string parameter = "")
    {
        ArgumentNullException.ThrowIfNull(other, parameter);
        if (!ReferenceEquals(other.Layout, Layout))
            throw new ArgumentException($"The block belongs to {other.Layout.Network}, not to {Layout.Network}.", parameter);
    }

    private void CheckSameTensors(ParameterBlock other, [CallerArgumentExpression(nameof(other))] string parameter = "")
    {
        ArgumentNullException.ThrowIfNull(other, parameter);
        if (!ReferenceEquals(other.Layout, Layout) && Layout.Difference(other.Layout) is { } difference)
            throw new ArgumentException($"The tensors of {other.Layout.Network} are not those of {Layout.Network}: {difference}.", parameter);
    }

    /// <summary>Throws unless all parameters are floats.</summary>
    private void CheckFloats()
    {
        if (Layout.IsPacked)
            throw new InvalidOperationException($"{Layout.Network} stores its weights with fewer bits than a float, so they can only be copied; compute with those of the float network, and quantize it again.");
    }

    private static void CheckLength(TensorLayout tensor, int length, string parameter)
    {
        if (length != tensor.Length)
            throw new ArgumentException($"{tensor.Name} has {tensor.Length} elements ({string.Join(" × ", tensor.Shape)}); the span has {length}.", parameter);
    }

    /// <summary>As in <c>DigitReader: 101,770 parameters in 4 tensors</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Layout.Network}: {Layout.Parameters.Sum(tensor => (long)tensor.Length):N0} parameters in {Layout.Tensors.Count} tensors");
}
