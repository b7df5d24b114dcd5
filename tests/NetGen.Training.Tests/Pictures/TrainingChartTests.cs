using NetGen.Pictures;

namespace NetGen.Training.Tests.Pictures;

public class TrainingChartTests
{
    [Fact]
    public void Loss_has_a_panel_and_accuracy_a_second_one()
    {
        var svg = new Svg(PictureData.Typical(20, 0.3).ToSvg());
        Assert.Contains("Loss", svg.Texts);
        Assert.Contains("Accuracy on validation data", svg.Texts);
        Assert.Contains("validation", svg.Texts);
        Assert.Equal(3, svg.Elements("path", "run").Count());
        Assert.Equal("The run: loss 1.538 in epoch 1, 0.2857 in epoch 20, validation loss 0.3143, accuracy 90.00 %.", svg.Description);
    }

    [Fact]
    public void Without_validation_there_is_one_panel_and_no_legend()
    {
        var svg = new Svg(PictureData.History(3, epoch => 1.0 / epoch).ToSvg());
        Assert.DoesNotContain("validation", svg.Texts);
        Assert.DoesNotContain("Accuracy on validation data", svg.Texts);
        Assert.Single(svg.Elements("path", "run"));
    }

    [Fact]
    public void Several_runs_have_different_colours_and_markers()
    {
        var svg = new Svg(TrainingChart.ToSvg(("Adam", PictureData.Typical(10, 1)), ("SGD", PictureData.Typical(20, 0.2)), (PictureData.Hostile, PictureData.Typical(5, 0.1))));
        Assert.Contains("Adam", svg.Texts);
        Assert.Contains(svg.Texts, text => text.StartsWith("<script>", StringComparison.Ordinal));
        for (int run = 0; run < 3; run++)
            Assert.Equal(3, svg.Elements("path", $"run{run}").Count());
        string[] markers = [.. Enumerable.Range(0, 3).Select(run => ((string)svg.Elements("path", $"mark{run}").First().Attribute("d")!).Split('m')[1])];
        Assert.Equal(3, markers.Distinct().Count());
    }

    [Fact]
    public void Values_that_are_not_finite_are_gaps()
    {
        var svg = new Svg(PictureData.History(9, epoch => epoch is 4 ? double.NaN : epoch is 6 ? double.PositiveInfinity : epoch).ToSvg());
        // 1–3 and 7–9 are lines, 5 is a marker.
        Assert.Equal(2, svg.Elements("path", "run").Count());
        Assert.True(svg.Elements("path", "mark0").Count() >= 3);
    }

    [Fact]
    public void Without_any_value_it_says_so()
    {
        Assert.Contains("no values to show", new Svg(PictureData.History(4, _ => double.NaN).ToSvg()).Texts);
        Assert.Contains("no values to show", new Svg(PictureData.History(0, _ => 0).ToSvg()).Texts);
        Assert.Contains("no values to show", new Svg(TrainingChart.ToSvg()).Texts);
        Assert.Contains("no values to show", new Svg(PictureData.History(4, _ => -1).ToSvg(LossScale.Logarithmic)).Texts);
    }

    [Fact]
    public void One_epoch_is_a_marker_in_the_middle()
    {
        var svg = new Svg(PictureData.Typical(1, 1).ToSvg());
        Assert.Empty(svg.Elements("path", "run"));
        Assert.Equal(3, svg.Elements("path", "mark0").Count());
        Assert.Equal(2, svg.Texts.Count(text => text == "1"));
    }

    [Fact]
    public void Thousands_of_epochs_are_decimated_and_keep_their_peaks()
    {
        const int Peak = 31_337;
        string calm = PictureData.History(50_000, epoch => 1 + epoch % 2).ToSvg();
        Assert.InRange(calm.Length, 10_000, 60_000);
        var svg = new Svg(PictureData.History(50_000, epoch => epoch == Peak ? 9 : 1 + epoch % 2).ToSvg());
        double[] heights = [.. ((string)svg.Elements("path", "run").Single().Attribute("d")!)[1..].Split('L').Select(point => double.Parse(point.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)).Order()];
        // Of all points the peak is the only one that is far above.
        Assert.True(heights[1] - heights[0] > 100);
        Assert.Contains("50,000", svg.Texts);
    }

    [Theory]
    [InlineData(1.0, 1.0)]
    [InlineData(0.0, 0.0)]
    [InlineData(-3.0, 5.0)]
    [InlineData(1e-12, 3e-12)]
    [InlineData(1e-300, 1e300)]
    [InlineData(-1.7e308, 1.7e308)]
    [InlineData(1e9, 1.0000001e9)]
    [InlineData(5e-324, 5e-324)]
    public void Any_range_has_marks_in_the_panel(double first, double second)
    {
        foreach (LossScale scale in Enum.GetValues<LossScale>())
        {
            var svg = new Svg(PictureData.History(2, epoch => epoch == 1 ? first : second).ToSvg(scale));
            string[] marks = [.. svg.Elements("text", "end").Select(text => text.Value)];
            Assert.Equal(marks.Length, marks.Distinct().Count());
            if (scale == LossScale.Linear || first > 0)
                Assert.InRange(marks.Length, 2, 10);
            foreach (string part in svg.Elements("path").SelectMany(path => ((string)path.Attribute("d")!)[1..].Split('L')).Select(point => point.Split(' ')[1].Split('m')[0]))
                Assert.InRange(double.Parse(part, System.Globalization.CultureInfo.InvariantCulture), 0, 300);
        }
    }

    [Fact]
    public void A_logarithmic_scale_has_powers_of_ten()
    {
        var svg = new Svg(PictureData.History(5, epoch => Math.Pow(10, 1 - epoch)).ToSvg(LossScale.Logarithmic));
        Assert.Equal(["0.0001", "0.001", "0.01", "0.1", "1"], svg.Elements("text", "end").Select(text => text.Value));
    }
}
