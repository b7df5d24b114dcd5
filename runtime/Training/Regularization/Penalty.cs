using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen.Training;

/// <summary>λ₁·Σ|w| + λ₂·Σw², by its gradient λ₁·sign(w) + 2·λ₂·w.</summary>
internal sealed class Penalty(double l1, double l2, string[] layers) : Regularizer(layers)
{
    private (int Start, int Length)[] _ranges = [];

    private protected override void Find(TensorLayout[] tensors) => _ranges = [.. tensors.SelectMany(tensor => tensor.Ranges())];

    private protected override void Add(ParameterBlock parameters, ParameterBlock gradients)
    {
        foreach ((int start, int length) in _ranges)
            Elementwise.Apply(new Slope(parameters, gradients, (float)l1, (float)(2 * l2)), start, length);
    }

    private readonly ref struct Slope(ParameterBlock parameters, ParameterBlock gradients, float l1, float l2) : IElementwise
    {
        private readonly ref float _w = ref parameters.First;
        private readonly ref float _g = ref gradients.First;
        private readonly float _l1 = l1, _l2 = l2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<T>(int offset) where T : struct, ILanes<T>
        {
            T w = T.Load(ref _w, offset), g = T.FusedMultiplyAdd(T.Create(_l2), w, T.Load(ref _g, offset));
            T sign = T.Select(T.LessThan(w, T.Zero), T.Create(-_l1), T.Select(T.LessThan(T.Zero, w), T.Create(_l1), T.Zero));
            T.Store(g + sign, ref _g, offset);
        }
    }
}
