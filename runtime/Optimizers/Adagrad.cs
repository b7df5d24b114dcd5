using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen.Training;

/// <summary>Divides each gradient by the square root of the sum of its squares so far (Duchi et al. 2011). Formulas are those of PyTorch's <c>Adagrad</c>.</summary>
/// <remarks>
/// With learning rate γ, its decay η, weight decay λ, at step t:
/// g ← g + λ·p;  s ← s + g²;  p ← p − γ/(1 + (t − 1)·η)·g/(√s + ε). State: <c>sum</c>.
/// </remarks>
public sealed class Adagrad : Optimizer
{
    private double _learningRateDecay, _epsilon = 1e-10, _initialAccumulator, _weightDecay;
    private ParameterBlock? _sums;

    /// <summary>PyTorch's defaults: a learning rate of 0.01, ε 1e-10.</summary>
    public Adagrad() : base(1e-2) { }

    /// <summary>η: how fast the learning rate decays.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or not finite as a float.</exception>
    public double LearningRateDecay { get => _learningRateDecay; init => _learningRateDecay = AtLeastZero(value); }

    /// <summary>ε, added to the square root.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or not finite as a float.</exception>
    public double Epsilon { get => _epsilon; init => _epsilon = AtLeastZero(value); }

    /// <summary>The initial value of the sums.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or not finite as a float.</exception>
    public double InitialAccumulator { get => _initialAccumulator; init => _initialAccumulator = AtLeastZero(value); }

    /// <summary>λ: the weight of ½·‖p‖² in the loss.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or not finite as a float.</exception>
    public double WeightDecay { get => _weightDecay; init => _weightDecay = AtLeastZero(value); }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Update(ParameterBlock gradients, int start, int length) => Elementwise.Apply(new Rule(this, gradients), start, length);

    private protected override void CreateState()
    {
        _sums = AddState("sum");
        _sums.Values.Fill((float)InitialAccumulator);
    }

    private readonly ref struct Rule(Adagrad settings, ParameterBlock gradients) : IElementwise
    {
        private readonly ref float _p = ref settings.Parameters!.First;
        private readonly ref float _g = ref gradients.First;
        private readonly ref float _s = ref settings._sums!.First;
        private readonly float _decay = (float)settings.WeightDecay;
        private readonly float _epsilon = (float)settings.Epsilon;
        private readonly float _step = (float)(-settings.LearningRate / (1 + (settings.StepCount - 1) * settings.LearningRateDecay));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<T>(int offset) where T : struct, ILanes<T>
        {
            T p = T.Load(ref _p, offset);
            T g = T.FusedMultiplyAdd(T.Create(_decay), p, Elementwise.FlushToZero(T.Load(ref _g, offset)));
            T s = Elementwise.FlushToZero(T.FusedMultiplyAdd(g, g, T.Load(ref _s, offset)));
            T.Store(s, ref _s, offset);
            p += T.Create(_step) * g / (T.SquareRoot(s) + T.Create(_epsilon));
            T.Store(Elementwise.FlushToZero(p), ref _p, offset);
        }
    }
}
