using NetGen.Terminal;

namespace NetGen.Training.Tests.Terminal;

/// <summary>The curves of the display, and how it formats numbers.</summary>
public sealed class CurveTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(100_000)]
    public void A_curve_keeps_the_course_of_any_number_of_values(int count)
    {
        var curve = new Curve();
        for (int i = 0; i < count; i++)
            curve.Add(i);
        double[] points = curve.Points;
        Assert.InRange(points.Length, Math.Min(count, 256), 511);
        double span = (double)count / points.Length;
        for (int i = 0; i < points.Length; i++)
            Assert.InRange(points[i], i * span - 1.01 * span, (i + 1) * span + 0.01 * span);
    }

    [Fact]
    public void Adding_values_allocates_nothing()
    {
        var curve = new Curve();
        curve.Add(0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++)
            curve.Add(i);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_chart_reaches_from_the_lowest_to_the_full_height()
    {
        Assert.Equal(["    ▄█", "▁▄▅███"], Chart.Rows([0, 3, 4, 7.4, 11, 15], 6, 2, unicode: true));
        Assert.Equal(["▁▁▁███"], Chart.Rows([2, 9], 6, 1, unicode: true));
        Assert.Equal([".:#"], Chart.Rows([1, 2, 3], 3, 1, unicode: false));
        Assert.Equal(["▁ █"], Chart.Rows([1, double.NaN, 3], 3, 1, unicode: true));
        Assert.Equal(["▄▄"], Chart.Rows([5, 5], 2, 1, unicode: true));
        Assert.Equal(["   "], Chart.Rows([], 3, 1, unicode: true));
        Assert.Equal("██▌ ", Chart.Bar(0.625, 4, unicode: true));
        Assert.Equal("##  ", Chart.Bar(0.5, 4, unicode: false));
        Assert.Equal("    ", Chart.Bar(double.NaN, 4, unicode: true));
    }

    [Fact]
    public void Numbers_have_few_digits()
    {
        Assert.Equal(["0.1235", "12.346", "123.46", "1.235e-5", "1.235e+6", "0.0000", "–"], new[] { 0.12346, 12.3456, 123.456, 1.23456e-5, 1.23456e6, 0, double.NaN }.Select(NumberText.Loss));
        Assert.Equal(["7.0 s", "1:07", "1:02:03", "4 d 05:06", "–"], new[] { new TimeSpan(0, 0, 7), new(0, 1, 7), new(1, 2, 3), new(4, 5, 6, 0), TimeSpan.MaxValue }.Select(NumberText.Duration));
    }
}
