using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>The buffers of one thread for one network class: intermediate results, and gradients. Created once by the network's <c>CreateWorkspace</c>.</summary>
/// <remarks>
/// Not for use by several threads at once: their results would overwrite each other. A pass that finds at its end that another has begun in its workspace throws an <see cref="InvalidOperationException"/>;
/// that costs nothing, and finds most such mistakes, but not all.
/// </remarks>
public sealed class Workspace
{
    /// <summary>The part that stands for <c>ForwardTraining</c> in <see cref="Hold"/>.</summary>
    internal const int ForwardPass = -1;

    private readonly float[] _buffer;
    private readonly int _start;
    private readonly ParameterBlock? _gradients;
    private readonly GradientSums? _sums;
    private readonly float[]? _inputGradients;
    private readonly float[] _gatheredSample;
    // Null where there are no pieces to continue; 0 where pieces remember nothing.
    private readonly int? _stateLength;
    private float[]? _states;
    private SampleWeights _weights;
    private int _inputGradientLength;
    private long _pass, _heldPass;
    private int _heldPart, _heldSamples, _firstSample;

    /// <summary>A workspace without intermediate results, for a network whose class is written by hand.</summary>
    /// <param name="layout">The network's parameters; <see cref="Gradients"/> has the same.</param>
    /// <param name="batchCapacity">The most samples in a batch, at least 1.</param>
    /// <param name="training">Whether gradients will be computed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is less than 1.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Workspace(ParameterLayout layout, int batchCapacity, bool training = true) : this(layout, null, batchCapacity, training, 0, null, 0, 0)
    {
    }

    /// <summary>A workspace for emitted kernels.</summary>
    /// <param name="layout">The network's parameters.</param>
    /// <param name="kernels">The type of the kernels, which alone may use the scratch; null for none.</param>
    /// <param name="batchCapacity">The most samples in a batch, at least 1.</param>
    /// <param name="training">Whether gradients will be computed.</param>
    /// <param name="blockScratch">Elements of scratch that one block of samples needs.</param>
    /// <param name="norms">The batch normalisations of a network whose samples depend on their batch, possibly empty; null for any other.</param>
    /// <param name="inputLength">Elements of a sample whose gradients the backward pass computes; 0 for none.</param>
    /// <param name="gatheredSample">Elements of a sample that is gathered from spans of its own; 0 for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is less than 1, or needs a buffer longer than an array can be.</exception>
    internal Workspace(ParameterLayout layout, Type? kernels, int batchCapacity, bool training, int blockScratch, BatchNormalization[]? norms, int inputLength, int gatheredSample)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchCapacity, 1);
        Layout = layout;
        Kernels = kernels;
        BatchCapacity = batchCapacity;
        BlockScratch = blockScratch;
        // A training pass keeps every block's results until its backward pass; inference needs one block's at a time.
        long blocks = !training ? 1 : norms is null ? Shards.Blocks(batchCapacity) : BatchBlocks.MostIn(batchCapacity);
        (_buffer, _start) = AlignedBuffer.Allocate(BufferLength(blockScratch * blocks, layout, batchCapacity));
        _gatheredSample = gatheredSample == 0 ? [] : new float[gatheredSample];
        if (!training)
            return;
        if (norms is not null)
            Batch = new BatchState(norms, layout, batchCapacity);
        // A pass in phases sums all shards at once, any other one after another.
        _sums = new GradientSums(layout, !BatchBlocks.HasLongShards(batchCapacity) ? 0 : norms is null ? 1 : Shards.Maximum - 1);
        _gradients = _sums.Total;
        if (inputLength > 0)
            _inputGradients = new float[BufferLength((long)batchCapacity * inputLength, layout, batchCapacity)];
    }

    /// <summary>A workspace for the training of a network over frames.</summary>
    /// <param name="layout">The network's parameters.</param>
    /// <param name="kernels">The type of the kernels, which alone may use the scratch.</param>
    /// <param name="batchCapacity">The most samples in a batch, at least 1.</param>
    /// <param name="scratch">Elements of scratch.</param>
    /// <param name="drawsAtRandom">Whether samples need the state of their batch.</param>
    /// <param name="stateLength">Elements that a piece passes to the one that continues it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity needs a buffer longer than an array can be.</exception>
    internal Workspace(ParameterLayout layout, Type kernels, int batchCapacity, long scratch, bool drawsAtRandom, int stateLength)
    {
        (Layout, Kernels, BatchCapacity, _stateLength) = (layout, kernels, batchCapacity, stateLength);
        (_buffer, _start) = AlignedBuffer.Allocate(BufferLength(scratch, layout, batchCapacity));
        _gatheredSample = [];
        if (drawsAtRandom)
            Batch = new BatchState([], layout, batchCapacity);
        _sums = new GradientSums(layout, Shards.Count(batchCapacity) > 1 ? 1 : 0);
        _gradients = _sums.Total;
    }

    /// <summary>The most samples in a batch.</summary>
    public int BatchCapacity { get; }

    /// <summary>The seed of dropout's random bits, which also depend on the training step.</summary>
    public ulong Seed { get; set; }

    /// <summary>The number of the next training pass; each increments it.</summary>
    public long Step { get; set; }

    /// <summary>Whether gradients can be computed with it.</summary>
    public bool IsTraining => _gradients is not null;

    /// <summary>The gradients of the last pass; always the same object, overwritten by each pass.</summary>
    /// <remarks>After <c>ComputeGradients</c> they are those of the batch's mean loss. After <c>Backward</c> they are the sum over the samples of what its <c>outputGradients</c> lead to: of a mean loss where those were divided by the batch's size, of a sum where they were not.</remarks>
    /// <exception cref="InvalidOperationException">The workspace was made for inference.</exception>
    public ParameterBlock Gradients => _gradients ?? ThrowInference();

    /// <summary>The gradients of the inputs of the last pass, ∂loss/∂input: batch × InputLength elements, channels first, overwritten by each pass; empty before the first.</summary>
    /// <remarks>After <c>ComputeGradients</c> they are those of the batch's mean loss; after <c>Backward</c> what its <c>outputGradients</c> lead to. After <c>Descend</c> they are those before the step, unless the loss is not finite. The trainer's workspaces are its own.</remarks>
    /// <exception cref="InvalidOperationException">The class computes none, or the workspace was made for inference.</exception>
    public Span<float> InputGradients => _inputGradients is { } gradients ? gradients.AsSpan(0, _inputGradientLength) : throw NoInputGradients();

    /// <summary>The index in the whole batch of a shard's first sample.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int FirstSample
    {
        get => _firstSample;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _firstSample = value;
        }
    }

    /// <summary>For a network over frames, whether each sample of a batch continues the sample of the same index in the batch before it: its piece begins with what that one ended with, instead of with zeros. False by default.</summary>
    /// <remarks>Gradients do not reach back into earlier pieces. Set it anew to begin new streams.</remarks>
    /// <exception cref="InvalidOperationException">The network is not one over frames, or the workspace was made for inference.</exception>
    public bool CarryState
    {
        get => _states is not null;
        set
        {
            if (value && _stateLength is null)
                throw new InvalidOperationException(IsTraining || Kernels is null ? $"{Layout.Network} remembers nothing from one sample to the next: only networks over frames do." : $"This workspace of {Layout.Network} was made for inference: CreateWorkspace(batchCapacity, training: true) makes one that carries states.");
            if (value)
                Array.Clear(_states ??= new float[BufferLength((long)BatchCapacity * _stateLength.GetValueOrDefault(), Layout, BatchCapacity)]);
            else
                _states = null;
        }
    }

    /// <summary>A weight for each sample of the next passes, by which <c>ComputeGradients</c>, <c>Descend</c> and the passes of shards multiply its loss: the loss is Σ wᵢ·lᵢ / B over a batch of B samples, as Keras's <c>sum_over_batch_size</c>, and gradients likewise. Empty, the default, for none.</summary>
    /// <remarks>Copied when set; they stay until others are set. <c>ComputeLoss</c> and evaluations don't weigh, nor does <c>Backward</c>, whose output gradients are the caller's. Batch normalisations take their statistics of all samples alike.</remarks>
    /// <exception cref="ArgumentException">There are more weights than <see cref="BatchCapacity"/>, or one is negative or not finite; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">The workspace was made for inference.</exception>
    public ReadOnlySpan<float> SampleWeights
    {
        get => _weights.Values;
        set
        {
            _ = Gradients;
            _weights.Set(value, BatchCapacity, nameof(SampleWeights));
        }
    }

    /// <summary>As in <c>Workspace of DigitReader for 64 samples, with gradients</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"Workspace of {Layout.Network} for {BatchCapacity:N0} samples{(IsTraining ? ", with gradients" : "")}");

    internal ParameterLayout Layout { get; }

    /// <summary>The emitted kernels for which <see cref="Scratch"/> was allocated; null for none.</summary>
    internal Type? Kernels { get; }

    internal int BlockScratch { get; }

    /// <summary>The samples' state of their batch; null if they are independent of it.</summary>
    internal BatchState? Batch { get; }

    /// <summary>The length of a buffer for some samples, checked against the longest array.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is longer.</exception>
    internal static int BufferLength(long length, ParameterLayout layout, int batchCapacity) => length <= AlignedBuffer.MaxLength
        ? (int)length
        : throw new ArgumentOutOfRangeException(nameof(batchCapacity), batchCapacity, $"{layout.Network} would need {length * sizeof(float):N0} bytes for the results of so many samples; the most in one buffer are {(long)AlignedBuffer.MaxLength * sizeof(float):N0}.");

    /// <summary>The memory for a sample whose inputs and outputs are spans of their own.</summary>
    internal Span<float> GatheredSample => _gatheredSample;

    /// <summary>What a sample's piece begins with; empty where it begins with zeros.</summary>
    internal Span<float> CarriedState(int sample) => _states is null || _stateLength is not { } length ? [] : _states.AsSpan(sample * length, length);

    /// <summary>Whether samples have weights.</summary>
    internal bool WeighsSamples => !_weights.AreNone;

    /// <summary>What a pass over some samples leaves out or weighs.</summary>
    /// <exception cref="ArgumentException">There is not one weight for each sample.</exception>
    internal SelectedGradients Select(FrozenParameters? frozen, int samples) => new(frozen, _weights.For(samples));

    /// <summary>Sets the gradients of frozen layers to zero.</summary>
    internal void ClearFrozen(ParameterBlock parameters) => parameters.Frozen?.Clear(Gradients, 0, Layout.Length);

    /// <summary>The scratch of a block of samples.</summary>
    internal ref float Scratch(int block = 0) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), _start + block * BlockScratch);

    /// <summary>The memory in which a block's gradients are summed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ParameterBlock GradientsOf(Block block) => block.IsApart ? _sums!.OfShard(block.Shard) : Gradients;

    /// <summary>The memory in which a shard's gradients are summed, if each is summed separately.</summary>
    internal ParameterBlock GradientsOfShard(int shard) => _sums!.OfShard(shard);

    /// <summary>The memory for the gradients of a block's inputs; the last block is computed last.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal ref float InputGradientsOf<TKernels>(int start, int rows) where TKernels : struct, IKernels
    {
        _inputGradientLength = (start + rows) * TKernels.InputLength;
        return ref _inputGradients![start * TKernels.InputLength];
    }

    /// <summary>Adds a shard that was summed separately to the gradients.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void AddShard(int shard) => _sums!.Add(shard, 0, Layout.Length);

    /// <summary>Starts a pass, to which the buffers belong until the next starts.</summary>
    /// <returns>Its number, for <see cref="End"/>.</returns>
    internal long Begin() => ++_pass;

    /// <summary>Ends a pass; throws if another has started since, whose results are mixed with its own.</summary>
    internal void End(long pass)
    {
        if (_pass != pass)
            ThrowShared();
    }

    /// <summary>Records that the buffers hold the last pass's results of a part, for the pass that continues with them.</summary>
    internal void Hold(int part, int samples) => (_heldPass, _heldPart, _heldSamples) = (_pass, part, samples);

    /// <summary>The number of samples of which the buffers hold a part's results; 0 if they hold none, or have been used since.</summary>
    internal int Held(int part) => _heldPass == _pass && _heldPart == part ? _heldSamples : 0;

    // A separate method, so that Gradients, which a tiny network's step reads several times, is inlined.
    [DoesNotReturn]
    private ParameterBlock ThrowInference() =>
        throw new InvalidOperationException($"This workspace of {Layout.Network} was made for inference: CreateWorkspace(batchCapacity, training: true) makes one with gradients.");

    private InvalidOperationException NoInputGradients() => new(IsTraining
        ? $"{Layout.Network} computes no gradients of its inputs: write [Network(…, InputGradients = true)]."
        : $"This workspace of {Layout.Network} was made for inference: CreateWorkspace(batchCapacity, training: true) makes one with gradients.");

    [DoesNotReturn]
    private void ThrowShared() => throw SharedFault();

    private InvalidOperationException SharedFault() =>
        new($"This workspace of {Layout.Network} was used by two threads at once, so their results are wrong: make one for each thread by {Layout.Network}.CreateWorkspace.");
}
