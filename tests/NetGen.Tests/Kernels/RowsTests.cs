using NetGen.Kernels;

namespace NetGen.Tests.Kernels;

public class RowsTests
{
    public static TheoryData<int> Lengths => [.. Enumerable.Range(1, 70), 300];

    [Theory, MemberData(nameof(Lengths))]
    public void SumIsTheReductionTreeOverSixteenLanes(int n)
    {
        Row x = Row.Random(n, seed: 1, range: 100);
        float[] lanes = new float[16];
        for (int i = 0; i < n; i++)
            lanes[i % 16] += x[i];
        for (int width = 8; width > 0; width /= 2)
            for (int i = 0; i < width; i++)
                lanes[i] += lanes[i + width];
        Assert.Equal(lanes[0], EveryWidth.Agree(new Rowwise(Function.Sum, x, x))[0]);
    }

    [Theory, MemberData(nameof(Lengths))]
    public void MaxIsTheLargest(int n)
    {
        Row x = Row.Random(n, seed: 2, range: 100);
        Assert.Equal(x.Values.Max(), EveryWidth.Agree(new Rowwise(Function.Max, x, x))[0]);
    }

    [Fact]
    public void MaxIgnoresNan()
    {
        Row x = new(float.NaN, -5, float.NaN, -3, float.NaN);
        Assert.Equal(-3, EveryWidth.Agree(new Rowwise(Function.Max, x, x))[0]);
    }

    [Theory, MemberData(nameof(Lengths))]
    public void SoftmaxAndItsLogarithmAreExact(int n)
    {
        Row x = Row.Random(n, seed: 3, range: 20);
        double[] exponentials = [.. x.Values.Select(value => Math.Exp(value))];
        double sum = exponentials.Sum();
        Close([.. exponentials.Select(e => e / sum)], EveryWidth.Agree(new Rowwise(Function.Softmax, x, x)), relative: 4e-6);
        Close([.. x.Values.Select(value => value - Math.Log(sum))], EveryWidth.Agree(new Rowwise(Function.LogSoftmax, x, x)), relative: 4e-7, absolute: 5e-7);
    }

    [Theory, MemberData(nameof(Lengths))]
    public void GradientsAreExact(int n)
    {
        Row p = new(EveryWidth.Agree(new Rowwise(Function.Softmax, Row.Random(n, seed: 4, range: 5), Row.Random(n, 5, 1)))), dy = Row.Random(n, seed: 6, range: 1);
        double mean = p.Values.Zip(dy.Values, (y, g) => (double)y * g).Sum();
        Close([.. p.Values.Zip(dy.Values, (y, g) => y * (g - mean))], EveryWidth.Agree(new Rowwise(Function.SoftmaxGradient, p, dy)), relative: 1e-6, absolute: 1e-6);

        Row log = new(Array.ConvertAll(p.Values, MathF.Log));
        double sum = dy.Values.Sum(g => (double)g);
        Close([.. log.Values.Zip(dy.Values, (y, g) => g - Math.Exp(y) * sum)], EveryWidth.Agree(new Rowwise(Function.LogSoftmaxGradient, log, dy)), relative: 1e-6, absolute: 1e-6);
    }

    [Theory, MemberData(nameof(Lengths))]
    public void AllFunctionsWorkInPlace(int n)
    {
        Row x = Row.Random(n, seed: 7, range: 5), y = Row.Random(n, seed: 8, range: 5);
        foreach (Function function in Enum.GetValues<Function>())
            Assert.Equal(EveryWidth.Agree(new Rowwise(function, x, y)), EveryWidth.Agree(new Rowwise(function, x, y, InPlace: true)));
    }

    [Theory]
    [InlineData(1e4f, -1e4f, 0f)]
    [InlineData(-1e4f, -1e4f, -1e4f)]
    [InlineData(1e4f, 1e4f, 9990f)]
    public void LargeLogitsStayFinite(params float[] logits)
    {
        Row x = new(logits), dy = Row.Random(logits.Length, seed: 9, range: 1);
        Row p = new(EveryWidth.Agree(new Rowwise(Function.Softmax, x, x))), log = new(EveryWidth.Agree(new Rowwise(Function.LogSoftmax, x, x)));
        Assert.Equal(1, p.Values.Sum(), 1e-6);
        float[] all = [.. log.Values, .. EveryWidth.Agree(new Rowwise(Function.SoftmaxGradient, p, dy)), .. EveryWidth.Agree(new Rowwise(Function.LogSoftmaxGradient, log, dy))];
        Assert.All(all, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void SubnormalProbabilitiesAreFlushedToZero()
    {
        float[] p = EveryWidth.Agree(new Rowwise(Function.Softmax, new Row(0, 0, -87, -86, -200), new Row(0, 0, 0, 0, 0)));
        Assert.Equal([0.5f, 0.5f, 0, p[3], 0], p);
        Assert.True(p[3] >= 1.17549435e-38f);
    }

    [Fact]
    public void NanReachesEveryProbability() =>
        Assert.All(EveryWidth.Agree(new Rowwise(Function.Softmax, new Row(1, float.NaN, 2), new Row(0, 0, 0))), p => Assert.True(float.IsNaN(p)));

    internal enum Function { Sum, Max, Softmax, LogSoftmax, SoftmaxGradient, LogSoftmaxGradient }

    /// <summary>A row function with any width, on rows padded with NaN. Checks that nothing is written after the padding.</summary>
    internal readonly record struct Rowwise(Function Function, Row X, Row Y, bool InPlace = false) : IVectorWork<float[]>
    {
        public float[] Run<T>() where T : struct, ILanes<T>
        {
            int n = X.Length;
            float[] x = X.Padded(), y = Y.Padded(), result = InPlace ? Function is Function.Softmax or Function.LogSoftmax ? x : y : Row.Empty(n);
            switch (Function)
            {
                case Function.Sum: return [Rows.Sum<T>(ref x[0], n)];
                case Function.Max: return [Rows.Max<T>(ref x[0], n)];
                case Function.Softmax: Rows.Softmax<T>(ref x[0], ref result[0], n); break;
                case Function.LogSoftmax: Rows.LogSoftmax<T>(ref x[0], ref result[0], n); break;
                case Function.SoftmaxGradient: Rows.SoftmaxGradient<T>(ref x[0], ref y[0], ref result[0], n); break;
                case Function.LogSoftmaxGradient: Rows.LogSoftmaxGradient<T>(ref x[0], ref y[0], ref result[0], n); break;
            }
            Row.AssertBeyondPadding(result, n);
            return result[..n];
        }
    }

    private static void Close(double[] expected, float[] actual, double relative, double absolute = 0)
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], relative * Math.Abs(expected[i]) + absolute);
    }
}
