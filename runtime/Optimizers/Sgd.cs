using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen.Training;

/// <summary>Stochastic gradient descent, optionally with momentum. Formulas are those of PyTorch's <c>SGD</c>.</summary>
/// <remarks>
/// With learning rate γ, momentum μ, dampening τ, weight decay λ:
/// g ← g + λ·p;  b ← μ·b + (1 − τ)·g (b ← g at the first step);  g ← g + μ·b with Nesterov, else g ← b;  p ← p − γ·g.
/// State: <c>momentum_buffer</c> if there is momentum.
/// </remarks>
public sealed class Sgd : Optimizer
{
    private double _momentum, _dampening, _weightDecay;
    private ParameterBlock? _velocity;

    /// <summary>Plain gradient descent with a learning rate of 0.001.</summary>
    public Sgd() : base(1e-3) { }

    /// <summary>μ: how much of the previous step's direction is kept; 0 for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or not finite as a float.</exception>
    public double Momentum { get => _momentum; init => _momentum = AtLeastZero(value); }

    /// <summary>τ: how much of the gradient is kept out of the momentum.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite as a float.</exception>
    public double Dampening
    {
        get => _dampening;
        init => _dampening = float.IsFinite((float)value) ? value : throw new ArgumentOutOfRangeException(nameof(Dampening), value, "Dampening must be finite as a float.");
    }

    /// <summary>Whether to use Nesterov momentum (Nesterov 1983, as in Sutskever et al. 2013).</summary>
    public bool Nesterov { get; init; }

    /// <summary>λ: the weight of ½·‖p‖² in the loss.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or not finite as a float.</exception>
    public double WeightDecay { get => _weightDecay; init => _weightDecay = AtLeastZero(value); }

    /// <summary>Whether a step is nothing but p ← p − γ·g.</summary>
    internal bool IsPlain => Momentum == 0 && WeightDecay == 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Update(ParameterBlock gradients, int start, int length)
    {
        if (_velocity is not null)
            Elementwise.Apply(new WithMomentum(this, gradients, _velocity), start, length);
        else if (WeightDecay != 0)
            Elementwise.Apply(new WithDecay(this, gradients), start, length);
        else
            Elementwise.Apply(new Plain(Parameters!, gradients, (float)-LearningRate), start, length);
    }

    /// <summary>The factor of the gradients in a plain step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is negative, or not finite as a float.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float StepOf(double learningRate) => (float)-AtLeastZero(learningRate, nameof(learningRate));

    /// <summary>p ← p + step·g for the parameters of all layers that are trained, without state.</summary>
    internal static void Descend(ParameterBlock parameters, ParameterBlock gradients, float step)
    {
        parameters.CheckSameNetwork(gradients);
        if (parameters.Frozen is { } frozen)
            frozen.Descend(parameters, gradients, step);
        else
            Descend(parameters, gradients, step, 0, parameters.Layout.Length);
    }

    /// <summary>The same for a range.</summary>
    internal static void Descend(ParameterBlock parameters, ParameterBlock gradients, float step, int start, int length) =>
        Elementwise.Apply(new Plain(parameters, gradients, step), start, length);

    private protected override void CreateState() => _velocity = Momentum == 0 ? null : AddState("momentum_buffer");

    private protected override void CheckSettings()
    {
        if (Nesterov && (Momentum == 0 || Dampening != 0))
            throw new InvalidOperationException($"Nesterov needs a Momentum above 0 and no Dampening; they are {Momentum} and {Dampening}.");
    }

    /// <summary>Nothing is averaged, so nothing decays into denormals.</summary>
    private readonly ref struct Plain(ParameterBlock parameters, ParameterBlock gradients, float step) : IElementwise
    {
        private readonly ref float _p = ref parameters.First;
        private readonly ref float _g = ref gradients.First;
        private readonly float _step = step;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<T>(int offset) where T : struct, ILanes<T> =>
            T.Store(Blocks.Descend(T.Load(ref _p, offset), T.Load(ref _g, offset), _step), ref _p, offset);
    }

    private readonly ref struct WithDecay(Sgd sgd, ParameterBlock gradients) : IElementwise
    {
        private readonly ref float _p = ref sgd.Parameters!.First;
        private readonly ref float _g = ref gradients.First;
        private readonly float _decay = (float)sgd.WeightDecay;
        private readonly float _step = (float)-sgd.LearningRate;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<T>(int offset) where T : struct, ILanes<T>
        {
            T p = T.Load(ref _p, offset);
            T g = T.FusedMultiplyAdd(T.Create(_decay), p, Elementwise.FlushToZero(T.Load(ref _g, offset)));
            T.Store(Elementwise.FlushToZero(T.FusedMultiplyAdd(T.Create(_step), g, p)), ref _p, offset);
        }
    }

    private readonly ref struct WithMomentum(Sgd sgd, ParameterBlock gradients, ParameterBlock velocity) : IElementwise
    {
        private readonly ref float _p = ref sgd.Parameters!.First;
        private readonly ref float _g = ref gradients.First;
        private readonly ref float _b = ref velocity.First;
        private readonly float _decay = (float)sgd.WeightDecay;
        private readonly float _step = (float)-sgd.LearningRate;
        private readonly float _ahead = (float)sgd.Momentum;
        // The first step uses the gradient as it is, dampened or not.
        private readonly float _kept = sgd.StepCount == 1 ? 0 : (float)sgd.Momentum;
        private readonly float _added = sgd.StepCount == 1 ? 1 : (float)(1 - sgd.Dampening);
        private readonly bool _nesterov = sgd.Nesterov;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<T>(int offset) where T : struct, ILanes<T>
        {
            T p = T.Load(ref _p, offset);
            T g = T.FusedMultiplyAdd(T.Create(_decay), p, Elementwise.FlushToZero(T.Load(ref _g, offset)));
            T b = Elementwise.FlushToZero(T.FusedMultiplyAdd(T.Create(_added), g, T.Create(_kept) * T.Load(ref _b, offset)));
            T direction = _nesterov ? T.FusedMultiplyAdd(T.Create(_ahead), b, g) : b;
            T.Store(b, ref _b, offset);
            T.Store(Elementwise.FlushToZero(T.FusedMultiplyAdd(T.Create(_step), direction, p)), ref _p, offset);
        }
    }
}
