using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen.Training;

/// <summary>Steps along a moving average of the gradient, divided by a moving average of its magnitude (Kingma and Ba 2015). Formulas are those of PyTorch's <c>Adam</c>.</summary>
/// <remarks>
/// With learning rate γ, weight decay λ, at step t: g ← g + λ·p;  m ← m + (1 − β₁)·(g − m);  v ← β₂·v + (1 − β₂)·g²;
/// p ← p − γ/(1 − β₁ᵗ)·m / (√v/√(1 − β₂ᵗ) + ε). State: <c>exp_avg</c> (m) and <c>exp_avg_sq</c> (v).
/// </remarks>
public class Adam : Optimizer
{
    private double _beta1 = 0.9, _beta2 = 0.999, _epsilon = 1e-8, _weightDecay;
    private double _correction1, _correction2;
    private ParameterBlock? _means, _squares;

    /// <summary>PyTorch's defaults: a learning rate of 0.001, β₁ 0.9, β₂ 0.999, ε 1e-8, no weight decay.</summary>
    public Adam() : base(1e-3) { }

    /// <summary>β₁: how much of the average gradient is kept at each step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in [0, 1).</exception>
    public double Beta1 { get => _beta1; init => _beta1 = BelowOne(value); }

    /// <summary>β₂: how much of the average square is kept at each step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in [0, 1).</exception>
    public double Beta2 { get => _beta2; init => _beta2 = BelowOne(value); }

    /// <summary>ε, added to the square root.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or not finite as a float.</exception>
    public double Epsilon { get => _epsilon; init => _epsilon = AtLeastZero(value); }

    /// <summary>λ: in <see cref="Adam"/> the weight of ½·‖p‖² in the loss, in <see cref="AdamW"/> the share of each parameter subtracted at a step, times the learning rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or not finite as a float.</exception>
    public double WeightDecay { get => _weightDecay; init => _weightDecay = AtLeastZero(value); }

    /// <summary>Whether weight decay acts on the parameters instead of the gradients.</summary>
    private protected virtual bool DecaysParameters => false;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal sealed override void Update(ParameterBlock gradients, int start, int length) => Elementwise.Apply(new Rule(this, gradients), start, length);

    private protected sealed override void CreateState()
    {
        _means = AddState("exp_avg");
        _squares = AddState("exp_avg_sq");
    }

    private protected sealed override void Prepare()
    {
        _correction1 = 1 - Power(Beta1, StepCount);
        _correction2 = 1 - Power(Beta2, StepCount);
    }

    /// <summary>xⁿ for 0 ≤ x &lt; 1, by repeated squaring: unlike the C library's, the same bits everywhere. A power that is negligible against 1 becomes 0 before it turns denormal and slow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Power(double x, long n)
    {
        const double Vanishing = 1e-20;
        double power = 1;
        for (; n > 0; n >>= 1, x *= x)
        {
            if (x < Vanishing)
                return 0;
            power *= (n & 1) != 0 ? x : 1;
        }
        return power;
    }

    private readonly ref struct Rule(Adam settings, ParameterBlock gradients) : IElementwise
    {
        private readonly ref float _p = ref settings.Parameters!.First;
        private readonly ref float _g = ref gradients.First;
        private readonly ref float _m = ref settings._means!.First;
        private readonly ref float _v = ref settings._squares!.First;
        private readonly float _shrink = settings.DecaysParameters ? (float)(1 - settings.LearningRate * settings.WeightDecay) : 1;
        private readonly float _decay = settings.DecaysParameters ? 0 : (float)settings.WeightDecay;
        private readonly float _addedToMean = (float)(1 - settings.Beta1);
        private readonly float _kept = (float)settings.Beta2;
        private readonly float _added = (float)(1 - settings.Beta2);
        private readonly float _rootCorrection = (float)Math.Sqrt(settings._correction2);
        private readonly float _epsilon = (float)settings.Epsilon;
        private readonly float _step = (float)(-settings.LearningRate / settings._correction1);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<T>(int offset) where T : struct, ILanes<T>
        {
            T p = T.Create(_shrink) * T.Load(ref _p, offset);
            T g = T.FusedMultiplyAdd(T.Create(_decay), p, Elementwise.FlushToZero(T.Load(ref _g, offset)));
            T m = T.Load(ref _m, offset);
            m = Elementwise.FlushToZero(T.FusedMultiplyAdd(T.Create(_addedToMean), g - m, m));
            T v = Elementwise.FlushToZero(T.FusedMultiplyAdd(T.Create(_added) * g, g, T.Create(_kept) * T.Load(ref _v, offset)));
            T.Store(m, ref _m, offset);
            T.Store(v, ref _v, offset);
            T divisor = T.SquareRoot(v) / T.Create(_rootCorrection) + T.Create(_epsilon);
            p += T.Create(_step) * m / divisor;
            T.Store(Elementwise.FlushToZero(p), ref _p, offset);
        }
    }
}
