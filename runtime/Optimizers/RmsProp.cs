using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen.Training;

/// <summary>Divides each gradient by a moving average of its magnitude (Hinton 2012). Formulas are those of PyTorch's <c>RMSprop</c>.</summary>
/// <remarks>
/// With learning rate γ, smoothing α, momentum μ, weight decay λ:
/// g ← g + λ·p;  v ← α·v + (1 − α)·g²;  d = √v + ε, or with centring a ← a + (1 − α)·(g − a), d = √(v − a²) + ε;
/// p ← p − γ·g/d, or with momentum b ← μ·b + g/d, p ← p − γ·b.
/// State: <c>square_avg</c>, and <c>momentum_buffer</c> and <c>grad_avg</c> where used.
/// </remarks>
public sealed class RmsProp : Optimizer
{
    private double _alpha = 0.99, _epsilon = 1e-8, _momentum, _weightDecay;
    private ParameterBlock? _squares, _velocity, _means;

    /// <summary>PyTorch's defaults: a learning rate of 0.01, α 0.99, ε 1e-8.</summary>
    public RmsProp() : base(1e-2) { }

    /// <summary>α: how much of the average is kept at each step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in [0, 1).</exception>
    public double Alpha { get => _alpha; init => _alpha = BelowOne(value); }

    /// <summary>ε, added to the square root.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or not finite as a float.</exception>
    public double Epsilon { get => _epsilon; init => _epsilon = AtLeastZero(value); }

    /// <summary>μ: how much of the previous step's direction is kept; 0 for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or not finite as a float.</exception>
    public double Momentum { get => _momentum; init => _momentum = AtLeastZero(value); }

    /// <summary>Whether gradients are divided by an estimate of their standard deviation instead of their magnitude.</summary>
    public bool Centered { get; init; }

    /// <summary>λ: the weight of ½·‖p‖² in the loss.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or not finite as a float.</exception>
    public double WeightDecay { get => _weightDecay; init => _weightDecay = AtLeastZero(value); }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Update(ParameterBlock gradients, int start, int length) => Elementwise.Apply(new Rule(this, gradients), start, length);

    private protected override void CreateState()
    {
        _squares = AddState("square_avg");
        _velocity = Momentum == 0 ? null : AddState("momentum_buffer");
        _means = Centered ? AddState("grad_avg") : null;
    }

    private readonly ref struct Rule(RmsProp settings, ParameterBlock gradients) : IElementwise
    {
        private readonly ref float _p = ref settings.Parameters!.First;
        private readonly ref float _g = ref gradients.First;
        private readonly ref float _v = ref settings._squares!.First;
        // A buffer that isn't used is never accessed; the reference only has to be valid.
        private readonly ref float _b = ref (settings._velocity ?? gradients).First;
        private readonly ref float _a = ref (settings._means ?? gradients).First;
        private readonly bool _hasMomentum = settings._velocity is not null;
        private readonly bool _centered = settings._means is not null;
        private readonly float _decay = (float)settings.WeightDecay;
        private readonly float _kept = (float)settings.Alpha;
        private readonly float _added = (float)(1 - settings.Alpha);
        private readonly float _epsilon = (float)settings.Epsilon;
        private readonly float _momentum = (float)settings.Momentum;
        private readonly float _step = (float)-settings.LearningRate;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<T>(int offset) where T : struct, ILanes<T>
        {
            T p = T.Load(ref _p, offset);
            T g = T.FusedMultiplyAdd(T.Create(_decay), p, Elementwise.FlushToZero(T.Load(ref _g, offset)));
            T v = Elementwise.FlushToZero(T.FusedMultiplyAdd(T.Create(_added) * g, g, T.Create(_kept) * T.Load(ref _v, offset)));
            T.Store(v, ref _v, offset);
            T variance = v;
            if (_centered)
            {
                T a = T.Load(ref _a, offset);
                a = Elementwise.FlushToZero(T.FusedMultiplyAdd(T.Create(_added), g - a, a));
                T.Store(a, ref _a, offset);
                // Rounding can make the variance of a constant gradient negative: it is then zero, not the NaN of its square root.
                variance = T.FusedMultiplyAdd(-a, a, v);
                variance = T.Select(T.LessThan(variance, T.Zero), T.Zero, variance);
            }
            T divisor = T.SquareRoot(variance) + T.Create(_epsilon);
            if (_hasMomentum)
            {
                T b = Elementwise.FlushToZero(T.Create(_momentum) * T.Load(ref _b, offset) + g / divisor);
                T.Store(b, ref _b, offset);
                p = T.FusedMultiplyAdd(T.Create(_step), b, p);
            }
            else
            {
                p += T.Create(_step) * g / divisor;
            }
            T.Store(Elementwise.FlushToZero(p), ref _p, offset);
        }
    }
}
