using NetGen.Kernels;

namespace NetGen.Tests.Kernels;

public class LossesTests
{
    private const float Scale = 0.3f;

    /// <summary>The term and the derivative of each elementwise loss, in double.</summary>
    private static readonly Dictionary<Kind, Func<double, double, (double Loss, double Gradient)>> Terms = new()
    {
        [Kind.MeanSquaredError] = (y, t) => ((y - t) * (y - t), 2 * (y - t)),
        [Kind.MeanAbsoluteError] = (y, t) => (Math.Abs(y - t), Math.Sign(y - t)),
        [Kind.Huber] = (y, t) => Math.Abs(y - t) <= 1 ? (0.5 * (y - t) * (y - t), y - t) : (Math.Abs(y - t) - 0.5, Math.Sign(y - t)),
        [Kind.Hinge] = (y, t) => t * y < 1 ? (1 - t * y, -t) : (0, 0),
        [Kind.NegativeLogLikelihood] = (y, t) => (-t * y, -t),
        [Kind.SigmoidBinaryCrossEntropy] = (x, t) => (Math.Max(x, 0) - x * t + Mathematics.Log1p(Math.Exp(-Math.Abs(x))), 1 / (1 + Math.Exp(-x)) - t),
    };

    /// <summary>Every loss with every length from 1 to 70.</summary>
    public static IEnumerable<object[]> All => from kind in Enum.GetValues<Kind>() from n in Enumerable.Range(1, 70) select new object[] { kind, n };

    public static TheoryData<Kind> Kinds => [.. Enum.GetValues<Kind>()];

    [Theory, MemberData(nameof(All))]
    public void LossAndGradientAreExact(Kind kind, int n)
    {
        Row y = Row.Random(n, seed: 1, range: 3), t = Targets(kind, n);
        (double Loss, double[] Gradients) expected = Reference(kind, y.Values, t.Values);
        float[] results = EveryWidth.Agree(new LossOf(kind, y, t));
        Assert.Equal(expected.Loss, results[0], 2e-6 * (1 + Math.Abs(expected.Loss)));
        for (int i = 0; i < n; i++)
            Assert.Equal(expected.Gradients[i] * Scale, results[1 + i], 1e-6 * (1 + Math.Abs(expected.Gradients[i])));
        Assert.All(results[(1 + n)..], padding => Assert.Equal(0, padding));
    }

    [Theory, MemberData(nameof(All))]
    public void GradientMayReplaceTheOutput(Kind kind, int n)
    {
        Row y = Row.Random(n, seed: 2, range: 3), t = Targets(kind, n);
        Assert.Equal(EveryWidth.Agree(new LossOf(kind, y, t)), EveryWidth.Agree(new LossOf(kind, y, t, InPlace: true)));
    }

    [Theory, MemberData(nameof(All))]
    public void ElementsAfterTheTargetsMayBeRead(Kind kind, int n)
    {
        Row y = Row.Random(n, seed: 4, range: 3), t = Targets(kind, n);
        Assert.Equal(EveryWidth.Agree(new LossOf(kind, y, t)), EveryWidth.Agree(new LossOf(kind, y, t, ReadsPastTheEnd: true)));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void LargeLogitsStayFinite(Kind kind)
    {
        float[] results = EveryWidth.Agree(new LossOf(kind, new Row(1e4f, -1e4f, 0, 1e4f, -1e4f), new Row(0, 1, 0, 1, 0)));
        Assert.All(results, value => Assert.True(float.IsFinite(value)));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void NanReachesTheLoss(Kind kind) => Assert.True(float.IsNaN(EveryWidth.Agree(new LossOf(kind, new Row(1, float.NaN, 0), new Row(1, 1, 1)))[0]));

    [Fact]
    public void DerivativesAtKinksAreZero()
    {
        Row y = new(1, -1, 0.5f);
        Assert.Equal([0, 0, 0], EveryWidth.Agree(new LossOf(Kind.MeanAbsoluteError, y, y))[1..4]);
        Assert.Equal([0, 0], EveryWidth.Agree(new LossOf(Kind.Hinge, new Row(1, -1), new Row(1, -1)))[1..3]);
    }

    public enum Kind { MeanSquaredError, MeanAbsoluteError, Huber, Hinge, NegativeLogLikelihood, SigmoidBinaryCrossEntropy, SoftmaxCrossEntropy }

    /// <summary>The loss followed by the gradient with its padding, with any width. NaN directly follows the targets.</summary>
    private readonly record struct LossOf(Kind Kind, Row Y, Row T, bool InPlace = false, bool ReadsPastTheEnd = false) : IVectorWork<float[]>
    {
        public float[] Run<TLanes>() where TLanes : struct, ILanes<TLanes>
        {
            int n = Y.Length;
            float[] y = Y.Padded(), t = [.. T.Values, .. Enumerable.Repeat(float.NaN, 16)], g = InPlace ? y : Row.Empty(n);
            int readable = ReadsPastTheEnd ? t.Length : n;
            float loss = Kind switch
            {
                Kind.MeanSquaredError => Losses.MeanSquaredError<TLanes>(ref y[0], ref t[0], ref g[0], n, Scale, readable),
                Kind.MeanAbsoluteError => Losses.MeanAbsoluteError<TLanes>(ref y[0], ref t[0], ref g[0], n, Scale, readable),
                Kind.Huber => Losses.Huber<TLanes>(ref y[0], ref t[0], ref g[0], n, Scale, readable),
                Kind.Hinge => Losses.Hinge<TLanes>(ref y[0], ref t[0], ref g[0], n, Scale, readable),
                Kind.NegativeLogLikelihood => Losses.NegativeLogLikelihood<TLanes>(ref y[0], ref t[0], ref g[0], n, Scale, readable),
                Kind.SigmoidBinaryCrossEntropy => Losses.SigmoidBinaryCrossEntropy<TLanes>(ref y[0], ref t[0], ref g[0], n, Scale, readable),
                _ => Losses.SoftmaxCrossEntropy<TLanes>(ref y[0], ref t[0], ref g[0], n, Scale, readable),
            };
            Row.AssertBeyondPadding(g, n);
            return [loss, .. g[..((n + 15) / 16 * 16)]];
        }
    }

    private static (double Loss, double[] Gradients) Reference(Kind kind, float[] y, float[] t)
    {
        if (kind == Kind.SoftmaxCrossEntropy)
        {
            double sum = y.Sum(x => Math.Exp(x)), mass = t.Sum(p => (double)p);
            return (y.Zip(t, (x, p) => p * (Math.Log(sum) - x)).Sum(), [.. y.Zip(t, (x, p) => Math.Exp(x) / sum * mass - p)]);
        }
        (double Loss, double Gradient)[] terms = [.. y.Zip(t, (x, p) => Terms[kind](x, p))];
        return (terms.Sum(term => term.Loss), [.. terms.Select(term => term.Gradient)]);
    }

    /// <summary>±1 for hinge, probabilities for cross-entropies, any values otherwise.</summary>
    private static Row Targets(Kind kind, int n)
    {
        Row random = Row.Random(n, seed: 3, range: 1);
        return kind switch
        {
            Kind.Hinge => new(Array.ConvertAll(random.Values, t => t < 0 ? -1f : 1f)),
            Kind.MeanSquaredError or Kind.MeanAbsoluteError or Kind.Huber => random,
            _ => new(Array.ConvertAll(random.Values, Math.Abs)),
        };
    }
}
