using System.IO.Compression;
using System.Buffers.Binary;
using NetGen.Pictures;

namespace NetGen.Training.Tests.Pictures;

public class WeightPictureTests
{
    [Fact]
    public void Filters_are_images_with_one_scale()
    {
        var network = new SmallConvolution(seed: 1);
        float[] weights = new float[6 * 3 * 3 * 3];
        weights[0] = -2;
        weights[1] = 2;
        weights[2] = float.NaN;
        network.Parameters.CopyFrom("conv1.weight", weights);
        var svg = new Svg(network.Parameters.ToFilterSvg("conv1.weight"));
        (int width, int height, byte[] pixels) = Decode(svg, 0);
        // Three channels in a row, six filters one below another, with a pixel between.
        Assert.Equal((3 * 3 + 2, 6 * 3 + 5), (width, height));
        Assert.Equal([0, 252, 254, 255, 126, 126, 126, 255, 126, 126, 126], pixels[..width]);
        Assert.Contains("−2", svg.Texts);
        Assert.Contains("6 filters of 3 × 3, 3 channels side by side", svg.Texts);
    }

    [Fact]
    public void Weights_of_a_dense_layer_have_the_shape_of_its_inputs()
    {
        var network = new Wide(seed: 1);
        var svg = new Svg(network.Parameters.ToFilterSvg("many.weight", new FilterShape(1, 10, 10), maxFilters: 7));
        Assert.Contains("the first 7 of 40 filters of 10 × 10", svg.Texts);
        float[] weights = new float[40 * 100];
        network.Parameters.CopyTo("many.weight", weights);
        float limit = weights.Max(Math.Abs);
        (_, _, byte[] pixels) = Decode(svg, 0);
        Assert.Equal((byte)Math.Round(252 * (0.5 + 0.5 * weights[3] / (double)limit)), pixels[3]);
    }

    [Fact]
    public void A_wrong_shape_or_name_is_an_error()
    {
        ParameterBlock parameters = new SmallConvolution().Parameters;
        Assert.Contains("dense1.weight has the shape 4 × 54", Assert.Throws<ArgumentException>(() => parameters.ToFilterSvg("dense1.weight")).Message, StringComparison.Ordinal);
        Assert.Contains("2 × 5 × 5 are not the 54 inputs of dense1.weight", Assert.Throws<ArgumentException>(() => parameters.ToFilterSvg("dense1.weight", new FilterShape(2, 5, 5))).Message, StringComparison.Ordinal);
        Assert.Contains("conv1.weight has the shape 6 × 3 × 3 × 3", Assert.Throws<ArgumentException>(() => parameters.ToFilterSvg("conv1.weight", new FilterShape(3, 3, 3))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => parameters.ToFilterSvg("conv9.weight"));
        Assert.Throws<ArgumentOutOfRangeException>(() => parameters.ToFilterSvg("conv1.weight", maxFilters: 0));
    }

    [Fact]
    public void A_confusion_matrix_has_a_cell_for_each_pair_and_its_counts()
    {
        var svg = new Svg(PictureData.Matrix(3, (i, j) => i == j ? 1234 : i == 0 ? j : 0).ToSvg(["red", "green", PictureData.Hostile]));
        Assert.Equal(9, svg.Tips.Length);
        Assert.Contains("1,234 of 1,237 of class red predicted as red", svg.Tips);
        Assert.Equal(["1,234", "1", "2", "1,234", "1,234"], svg.Texts.Where(text => char.IsAsciiDigit(text[0]) && !text.Contains('%', StringComparison.Ordinal)));
        Assert.Contains("3,702 of 3,705 samples predicted correctly", svg.Description, StringComparison.Ordinal);
        Assert.Contains("the most frequent mistake is red predicted as <script>", svg.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_matrix_of_many_classes_is_an_image()
    {
        var svg = new Svg(PictureData.Matrix(100, (i, j) => i == j ? 3 : j == i + 1 ? 1 : 0).ToSvg());
        (int width, int height, byte[] pixels) = Decode(svg, 0);
        Assert.Equal((100, 100), (width, height));
        Assert.Equal([189, 63, 0], pixels[..3]);
        (width, _, pixels) = Decode(new Svg(PictureData.Matrix(1500, (i, j) => i == j ? 1 : 0).ToSvg()), 0);
        Assert.Equal((750, 252), (width, pixels[^1]));
    }

    [Fact]
    public void An_empty_matrix_has_no_shares_and_names_must_fit()
    {
        var svg = new Svg(PictureData.Matrix(2, (_, _) => 0).ToSvg());
        Assert.Equal("2 classes, 0 of 0 samples predicted correctly; no mistake.", svg.Description);
        Assert.Contains("There are 1 names for 2 classes", Assert.Throws<ArgumentException>(() => PictureData.Matrix(2, (_, _) => 0).ToSvg(["a"])).Message, StringComparison.Ordinal);
    }

    /// <summary>Reads an embedded PNG with .NET's decompressor, which checks its sum.</summary>
    private static (int Width, int Height, byte[] Pixels) Decode(Svg svg, int index)
    {
        const string Prefix = "data:image/png;base64,";
        string uri = (string)svg.Elements("image").ElementAt(index).Attribute("href")!;
        Assert.StartsWith(Prefix, uri, StringComparison.Ordinal);
        byte[] png = Convert.FromBase64String(uri[Prefix.Length..]);
        Dictionary<string, byte[]> chunks = [];
        for (int at = 8; at < png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            chunks.Add(System.Text.Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]);
            at += 12 + length;
        }
        (int width, int height) = (BinaryPrimitives.ReadInt32BigEndian(chunks["IHDR"]), BinaryPrimitives.ReadInt32BigEndian(chunks["IHDR"].AsSpan(4)));
        using var data = new ZLibStream(new MemoryStream(chunks["IDAT"]), CompressionMode.Decompress);
        byte[] rows = new byte[height * (width + 1)];
        data.ReadExactly(rows);
        Assert.Equal(-1, data.ReadByte());
        return (width, height, [.. Enumerable.Range(0, height).SelectMany(y => rows[(y * (width + 1) + 1)..((y + 1) * (width + 1))])]);
    }
}
