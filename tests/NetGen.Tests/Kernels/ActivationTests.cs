using NetGen.Kernels;
using NetGen.Tests.Reference;

namespace NetGen.Tests.Kernels;

public class ActivationTests
{
    /// <summary>Every elementwise activation in double, with the allowed error in units in the last place; hard sigmoid and functions based on it cancel near −3 and are allowed a further 2⁻²³, and GELU, SiLU and Mish are 0 where the factor of x is below 2⁻¹²⁶.</summary>
    private static readonly Dictionary<Activation, (Func<double, double> Value, double Ulps, double Absolute)> Formulas = new()
    {
        [Activation.Relu] = (x => Math.Max(x, 0), 0, 0),
        [Activation.LeakyRelu] = (x => x > 0 ? x : 0.01 * x, 1, 0),
        [Activation.Elu] = (x => x > 0 ? x : Mathematics.Expm1(x), 2, 0),
        [Activation.Selu] = (x => 1.0507009873554804934193349852946 * (x > 0 ? x : 1.6732632423543772848170429916717 * Mathematics.Expm1(x)), 3, 0),
        [Activation.Gelu] = (x => x * Mathematics.NormalCdf(x), 7.5, 1.2e-36),
        [Activation.Silu] = (x => x * SpecialFunctions.Sigmoid(x), 3.5, 1.2e-36),
        [Activation.Mish] = (x => x * Math.Tanh(Mathematics.Log1p(Math.Exp(x))), 5, 1.2e-36),
        [Activation.Sigmoid] = (SpecialFunctions.Sigmoid, 2.5, 0),
        [Activation.HardSigmoid] = (x => Math.Clamp(x / 6 + 0.5, 0, 1), 1, 1.2e-7),
        [Activation.Tanh] = (Math.Tanh, 2.5, 0),
        [Activation.HardTanh] = (x => Math.Clamp(x, -1, 1), 0, 0),
        [Activation.HardSwish] = (x => x * Math.Clamp(x / 6 + 0.5, 0, 1), 2, 1.2e-7),
        [Activation.Softplus] = (x => Math.Max(x, 0) + Mathematics.Log1p(Math.Exp(-Math.Abs(x))), 3, 0),
        [Activation.Softsign] = (x => x / (1 + Math.Abs(x)), 1.5, 0),
        [Activation.Step] = (x => x >= 0 ? 1 : 0, 0, 0),
    };

    public static TheoryData<Activation> All => [.. Formulas.Keys];

    public static TheoryData<Activation> Differentiable => [.. Formulas.Keys.Where(kind => kind != Activation.Step)];

    [Fact]
    public void EveryElementwiseActivationHasAFormula() =>
        Assert.Equal(Enum.GetValues<Activation>().Except([Activation.Linear, Activation.Softmax, Activation.LogSoftmax]).Order(), Formulas.Keys.Order());

    [Theory, MemberData(nameof(All))]
    public void ValuesAreWithinTheErrorBound(Activation kind)
    {
        (Func<double, double> value, double ulps, double absolute) = Formulas[kind];
        float[] x = [.. Samples.Sparse.Where(x => Math.Abs(x) <= 1e30f)], y = ActivationKernels<Lane>.Of(kind).Over(x);
        for (int i = 0; i < x.Length; i++)
            if (!(Ulps.Between(y[i], value(x[i])) <= ulps || Math.Abs(y[i] - value(x[i])) <= absolute))
                Assert.Fail($"{kind}({x[i]:G9}) = {y[i]:G9}, not {value(x[i]):G9}: {Ulps.Between(y[i], value(x[i]))}.");
    }

    [Theory, MemberData(nameof(All))]
    public void EveryWidthHasTheSameBits(Activation kind) => EveryWidth.Agree(new ActivationOver(kind, Samples.Sparse));

    [Theory, MemberData(nameof(Differentiable))]
    public void NanGivesNan(Activation kind) => Assert.True(float.IsNaN(Values(kind, float.NaN)[0]));

    [Fact]
    public void StepOfNanIsZero() => Assert.Equal(0f, Values(Activation.Step, float.NaN)[0]);

    [Theory, MemberData(nameof(Differentiable))]
    public void DerivativesMatchCentralDifferences(Activation kind)
    {
        const double H = 1e-4;
        Func<double, double> value = Formulas[kind].Value;
        double[] kinks = [-3, -1, 0, 1, 3];
        float[] x = [.. Enumerable.Range(-4000, 8000).Select(i => i * 0.0051f + 0.00123f).Where(x => kinks.All(kink => Math.Abs(x - kink) > 2 * H))];
        float[] gradients = ActivationKernels<Lane>.Of(kind).Over(x)[x.Length..];
        for (int i = 0; i < x.Length; i++)
            Assert.Equal((value(x[i] + H) - value(x[i] - H)) / (2 * H), gradients[i], 6e-7);
    }

    [Theory, MemberData(nameof(Differentiable))]
    public void LargeArgumentsStayFinite(Activation kind)
    {
        float[] x = [-1e4f, -1e3f, -200, -104, -90, -88.5f, -87.3f, -50, -20, -0f, 0, 20, 50, 87.3f, 88.5f, 90, 104, 200, 1e3f, 1e4f];
        Assert.All(Values(kind, x), y => Assert.True(float.IsFinite(y)));
    }

    [Theory]
    [InlineData(Activation.Relu, 0f, 0f)]
    [InlineData(Activation.LeakyRelu, 0f, 0.01f)]
    [InlineData(Activation.LeakyRelu, -1e-44f, 0.01f)]
    [InlineData(Activation.Elu, 0f, 1f)]
    [InlineData(Activation.Selu, 0f, 1.7580993f)]
    [InlineData(Activation.HardTanh, -1f, 0f)]
    [InlineData(Activation.HardTanh, 1f, 0f)]
    [InlineData(Activation.HardSigmoid, -3f, 0f)]
    [InlineData(Activation.HardSigmoid, 3f, 0f)]
    [InlineData(Activation.HardSwish, -3f, 0f)]
    [InlineData(Activation.HardSwish, 3f, 1f)]
    [InlineData(Activation.Softsign, 0f, 1f)]
    public void DerivativesAtKinksMatchPyTorch(Activation kind, float x, float gradient) => Assert.Equal(gradient, Values(kind, x)[1]);

    private static float[] Values(Activation kind, params float[] x) => ActivationKernels<Lane>.Of(kind).Over(x);
}
