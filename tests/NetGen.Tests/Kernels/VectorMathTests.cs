using NetGen.Kernels;

namespace NetGen.Tests.Kernels;

public class VectorMathTests
{
    [Fact] public void ExpIsWithinItsBound() => KeepsItsBound<Exp>();
    [Fact] public void Expm1IsWithinItsBound() => KeepsItsBound<Expm1>();
    [Fact] public void LogIsWithinItsBound() => KeepsItsBound<Log>();
    [Fact] public void Log1pIsWithinItsBound() => KeepsItsBound<Log1p>();
    [Fact] public void TanhIsWithinItsBound() => KeepsItsBound<Tanh>();
    [Fact] public void SigmoidIsWithinItsBound() => KeepsItsBound<Sigmoid>();
    [Fact] public void ErfIsWithinItsBound() => KeepsItsBound<Erf>();
    [Fact] public void NormalCdfIsWithinItsBound() => KeepsItsBound<NormalCdf>();

    [Fact] public void ExpHasItsLimits() => Has<Exp>((0, 1), (-0f, 1), (-Infinity, 0), (Infinity, Infinity), (88.72283f, 3.4027985e38f), (88.72284f, Infinity), (-87.33655f, 0), (-1e4f, 0));
    [Fact] public void Expm1HasItsLimits() => Has<Expm1>((0, 0), (-0f, -0f), (-Infinity, -1), (Infinity, Infinity), (-18, -1), (88.72284f, Infinity));
    [Fact] public void LogHasItsLimits() => Has<Log>((1, 0), (0, -Infinity), (-0f, -Infinity), (-float.Epsilon, float.NaN), (-Infinity, float.NaN), (Infinity, Infinity), (float.Epsilon, -103.27893f));
    [Fact] public void Log1pHasItsLimits() => Has<Log1p>((0, 0), (-0f, -0f), (-1, -Infinity), (-1.0000001f, float.NaN), (-Infinity, float.NaN), (Infinity, Infinity), (float.Epsilon, float.Epsilon), (float.MaxValue, 88.72284f));
    [Fact] public void TanhHasItsLimits() => Has<Tanh>((0, 0), (-0f, -0f), (9.2f, 1), (-9.2f, -1), (Infinity, 1), (-Infinity, -1), (float.Epsilon, float.Epsilon));
    [Fact] public void SigmoidHasItsLimits() => Has<Sigmoid>((0, 0.5f), (-Infinity, 0), (Infinity, 1), (18, 1), (-87.33655f, 0), (-1e4f, 0));
    [Fact] public void ErfHasItsLimits() => Has<Erf>((0, 0), (-0f, -0f), (4, 1), (-4, -1), (Infinity, 1), (-Infinity, -1));
    [Fact] public void NormalCdfHasItsLimits() => Has<NormalCdf>((0, 0.5f), (-Infinity, 0), (Infinity, 1), (6, 1), (-13, 0));

    [Fact] public void TanhIsOdd() => IsOdd<Tanh>();
    [Fact] public void ErfIsOdd() => IsOdd<Erf>();

    [Fact] public void ExpIsMonotonic() => NeverFalls<Exp>(-90, 90);
    [Fact] public void TanhIsMonotonic() => NeverFalls<Tanh>(7, 10);
    [Fact] public void SigmoidIsMonotonic() => NeverFalls<Sigmoid>(14, 20);
    [Fact] public void ErfIsMonotonic() => NeverFalls<Erf>(3, 4);

    [Fact] public void ExpIsNeverSubnormal() => IsNeverSubnormal<Exp>();
    [Fact] public void SigmoidIsNeverSubnormal() => IsNeverSubnormal<Sigmoid>();

    /// <summary>Also checks that every width gives the same bits and that NaN gives NaN.</summary>
    private static void KeepsItsBound<TFunction>() where TFunction : struct, IFunction
    {
        float[] x = Samples.Dense, y = EveryWidth.Agree(new EveryWidth.Map<TFunction>(x));
        for (int i = 0; i < x.Length; i++)
            if (!(Ulps.Between(y[i], TFunction.Reference(x[i])) <= TFunction.Bound))
                Assert.Fail($"{TFunction.Name}({x[i]:G9}) = {y[i]:G9}, not {TFunction.Reference(x[i]):G9}.");
    }

    private static void Has<TFunction>(params (float X, float Y)[] points) where TFunction : struct, IFunction
    {
        foreach ((float x, float y) in points)
            Assert.Equal(y, Of<TFunction>(x));
    }

    private static void IsOdd<TFunction>() where TFunction : struct, IFunction
    {
        float[] x = Samples.Dense, minus = Array.ConvertAll(x, value => -value);
        Assert.Equal(Array.ConvertAll(new EveryWidth.Map<TFunction>(x).Run<Lanes128>(), y => -y), new EveryWidth.Map<TFunction>(minus).Run<Lanes128>());
    }

    private static void NeverFalls<TFunction>(float from, float to) where TFunction : struct, IFunction
    {
        const int Count = 1 << 18;
        float[] x = [.. Enumerable.Range(0, Count).Select(i => from + (to - from) * i / Count)];
        float[] y = new EveryWidth.Map<TFunction>(x).Run<Lanes128>();
        for (int i = 1; i < y.Length; i++)
            Assert.True(y[i] >= y[i - 1], $"{TFunction.Name} decreases at {x[i]:G9}.");
    }

    private static void IsNeverSubnormal<TFunction>() where TFunction : struct, IFunction =>
        Assert.DoesNotContain(new EveryWidth.Map<TFunction>(Samples.Dense).Run<Lanes128>(), float.IsSubnormal);

    private static float Of<TFunction>(float x) where TFunction : struct, IFunction => new EveryWidth.Map<TFunction>([x]).Run<Lane>()[0];

    private const float Infinity = float.PositiveInfinity;
}
