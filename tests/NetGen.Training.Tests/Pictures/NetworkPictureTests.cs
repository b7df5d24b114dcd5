using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NetGen.Pictures;

namespace NetGen.Training.Tests.Pictures;

public class NetworkPictureTests
{
    [Fact]
    public void A_chain_has_a_box_for_each_layer_and_an_arrow_into_each()
    {
        var svg = new Svg(SmallConvolution.Summary.ToSvg());
        Assert.Equal(3, svg.Elements("rect", "box").Count());
        Assert.Equal(2, svg.Elements("rect", "terminal").Count());
        Assert.Equal(4, svg.Elements("path", "arrow").Count());
        Assert.Equal(["input", "3 × 8 × 8", "conv1", "6 × 6 × 6", "Conv2D, relu", "168 parameters", "pool1", "6 × 3 × 3", "MaxPool2D", "dense1", "4", "Dense, softmax", "220 parameters", "output", "4"], svg.Texts);
    }

    [Fact]
    public void A_graph_has_an_arrow_for_everything_that_is_read()
    {
        NetworkSummary summary = Branching.Summary;
        var svg = new Svg(summary.ToSvg());
        Assert.Equal(summary.Layers.Count, svg.Elements("rect", "box").Count());
        Assert.Equal(4, svg.Elements("rect", "terminal").Count());
        Assert.Equal(summary.Layers.Sum(layer => layer.From.Count) + 2, svg.Elements("path", "arrow").Count());
        Assert.Contains("0.5 · mean squared error", svg.Texts);
        Assert.Contains("sensors", svg.Texts);
        Assert.Contains("trunk, Dense, tanh, 8, reads concat1", svg.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void No_edge_crosses_a_box_and_no_boxes_overlap()
    {
        // Everything reads everything before it; and layers that skip far ahead.
        NetworkSummary[] summaries =
        [
            Branching.Summary,
            PictureData.Graph([.. Enumerable.Range(0, 12).Select(i => ($"d{i}", (string[])["input", .. Enumerable.Range(0, i).Select(j => $"d{j}")]))]),
            PictureData.Graph([.. Enumerable.Range(0, 60).Select(i => ($"d{i}", (string[])[i == 0 ? "input" : $"d{i * 7 % i}", .. i > 9 ? [$"d{i - 9}"] : Array.Empty<string>()]))]),
        ];
        foreach (NetworkSummary summary in summaries)
        {
            var svg = new Svg(summary.ToSvg());
            (double X, double Y, double Width, double Height)[] boxes = [.. svg.Elements("rect", "box").Concat(svg.Elements("rect", "terminal")).Select(Box)];
            for (int i = 0; i < boxes.Length; i++)
                for (int j = 0; j < i; j++)
                    Assert.False(Math.Abs(boxes[i].Y - boxes[j].Y) < boxes[i].Height && Math.Abs(boxes[i].X - boxes[j].X) < boxes[i].Width + 19, $"boxes {i} and {j} of {summary.Network}");
            foreach ((double x, double y) in svg.Elements("path", "edge").SelectMany(path => Points((string)path.Attribute("d")!)))
                Assert.DoesNotContain(boxes, box => x > box.X + 1 && x < box.X + box.Width - 1 && y > box.Y + 1 && y < box.Y + box.Height - 1);
        }
    }

    [Fact]
    public void A_residual_block_keeps_its_main_path_straight()
    {
        var svg = new Svg(PictureData.Graph(("a", ["input"]), ("b", ["a"]), ("c", ["b"]), ("add", ["c", "a"]), ("d", ["add"])).ToSvg());
        Assert.Single(svg.Elements("rect", "box").Concat(svg.Elements("rect", "terminal")).Select(box => Box(box).X).Distinct());
    }

    [Fact]
    public void Branches_are_ordered_so_that_their_edges_do_not_cross()
    {
        var svg = new Svg(PictureData.Graph(("a", ["input"]), ("b", ["input"]), ("c", ["input"]), ("b2", ["b"]), ("c2", ["c"]), ("a2", ["a"]), ("end", ["a2", "b2", "c2"])).ToSvg());
        Dictionary<string, double> x = svg.Elements("text", "strong").ToDictionary(text => text.Value, text => Number(text, "x"));
        foreach (string branch in (string[])["a", "b", "c"])
            Assert.Equal(x[branch], x[$"{branch}2"]);
    }

    [Fact]
    public void A_hundred_layers_are_one_column_of_readable_width()
    {
        var deep = new NetworkSummary("Deep", "8", [.. Enumerable.Range(1, 100).Select(i => new LayerSummary($"dense{i}", "Dense, relu", "8", 72, 64, "", ""))]);
        var svg = new Svg(deep.ToSvg());
        Assert.Equal(100, svg.Elements("rect", "box").Count());
        Assert.InRange(svg.Width, 150, 350);
    }

    [Fact]
    public void A_network_without_layers_is_an_input_and_an_output()
    {
        var svg = new Svg(new NetworkSummary("Empty", "3", []).ToSvg());
        Assert.Equal(["input", "3", "output", "3"], svg.Texts);
    }

    [Fact]
    public void Hostile_and_long_names_are_escaped_and_cut()
    {
        string longName = new('W', 500);
        var summary = new NetworkSummary(PictureData.Hostile, "3", [new(PictureData.Hostile, "Dense", "4", 1, 1, "", ""), new(longName, longName, longName, 1, 1, "", "")]);
        var svg = new Svg(summary.ToSvg());
        Assert.DoesNotContain(svg.Root.Descendants(), element => element.Name.LocalName == "script");
        Assert.Contains("<script>alert(", svg.Texts.Single(text => text.StartsWith("<script>", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains(svg.Texts, text => text.StartsWith("WWW", StringComparison.Ordinal) && text.EndsWith('…'));
        Assert.True(svg.Width < 400);
    }

    [Fact]
    public void A_layer_that_reads_what_is_not_there_is_an_error()
    {
        var error = Assert.Throws<ArgumentException>(() => PictureData.Graph(("a", ["nothing"])).ToSvg());
        Assert.StartsWith("'a' of Graph reads 'nothing', which is neither an input nor a layer before it.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_that_is_called_again_is_read_by_its_number()
    {
        var svg = new Svg(PictureData.Graph(("s", ["input"]), ("s", ["s"]), ("t", ["s#2"])).ToSvg());
        Assert.Equal(["input", "s", "s", "t"], Regex.Matches(svg.Description, @"reads (\w+)").Select(match => match.Groups[1].Value));
    }

    private static (double X, double Y, double Width, double Height) Box(XElement rectangle) => (Number(rectangle, "x"), Number(rectangle, "y"), Number(rectangle, "width"), Number(rectangle, "height"));

    private static double Number(XElement element, string name) => double.Parse((string)element.Attribute(name)!, CultureInfo.InvariantCulture);

    /// <summary>Points on a path of the commands M, V and C.</summary>
    private static IEnumerable<(double X, double Y)> Points(string path)
    {
        (double x, double y) = (0, 0);
        foreach (Match command in Regex.Matches(path, "([MVC])([^MVC]*)"))
        {
            double[] n = [.. command.Groups[2].Value.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
            (double toX, double toY) = command.Groups[1].Value switch { "M" => (n[0], n[1]), "V" => (x, n[0]), _ => (n[4], n[5]) };
            if (command.Groups[1].Value != "M")
                for (double t = 0; t <= 1; t += 0.05)
                    yield return command.Groups[1].Value == "V" ? (x, y + t * (toY - y)) : (Bezier(x, n[0], n[2], toX, t), Bezier(y, n[1], n[3], toY, t));
            (x, y) = (toX, toY);
        }
    }

    private static double Bezier(double a, double b, double c, double d, double t) =>
        (1 - t) * (1 - t) * (1 - t) * a + 3 * (1 - t) * (1 - t) * t * b + 3 * (1 - t) * t * t * c + t * t * t * d;
}
