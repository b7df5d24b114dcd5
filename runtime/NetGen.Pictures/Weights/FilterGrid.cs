namespace NetGen.Pictures;

/// <summary>Lays out filters as one image: those of one channel row by row, those of several channels each in a row of its own; below it the scale.</summary>
internal sealed class FilterGrid(string network, string name, float[] weights, FilterShape shape, int filters, int maxFilters)
{
    /// <summary>Images of more channels would be too many to compare.</summary>
    private const int MaxChannels = 16;

    private const double Margin = 16, ImageSize = 44, MaxWidth = 620, NameSize = 12, LabelSize = 11, ScaleWidth = 120, ScaleHeight = 8, ScaleSpace = 34;

    private readonly int _filters = Math.Min(filters, maxFilters), _channels = Math.Min(shape.Channels, MaxChannels);

    public Picture Draw()
    {
        // Whole pixels, so that all weights of an image are equally large: about as large as an image is to be, as far as the width allows.
        int scale = Math.Max(1, (int)Math.Round(ImageSize / Math.Max(shape.Height, shape.Width)));
        int gap = Math.Max(1, (int)Math.Ceiling(3.0 / scale));
        int columns = _channels > 1 ? _channels : Columns(Math.Max(1, (int)(MaxWidth / ((shape.Width + gap) * scale))));
        int rows = (_filters * _channels + columns - 1) / columns;
        float limit = weights.Where(float.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        Png image = Paint(columns, rows, gap, limit);

        (double width, double height) = (image.Width * scale, image.Height * scale);
        string caption = Caption();
        var canvas = new Canvas();
        canvas.Text(Margin, Margin + 10, name, "strong");
        canvas.Text(Margin, Margin + 26, TextWidth.Fit(caption, MaxWidth, LabelSize), "muted small");
        canvas.Image(Margin, Margin + 38, width, height, image);
        double baseline = Margin + 38 + height + ScaleSpace - 10;
        string negative = limit == 0 ? "0" : Xml.Value(-limit);
        double at = Margin + TextWidth.Of(negative, LabelSize);
        canvas.Text(at, baseline, negative, "muted small end");
        canvas.Image(at + 8, baseline - ScaleHeight, ScaleWidth, ScaleHeight, ColorScale.Diverging.ToRow());
        canvas.Text(at + 16 + ScaleWidth, baseline, Xml.Value(limit), "muted small");
        double pictureWidth = new[] { width, TextWidth.Of(name, NameSize, bold: true), Math.Min(MaxWidth, TextWidth.Of(caption, LabelSize)), at + 16 + ScaleWidth + TextWidth.Of(Xml.Value(limit), LabelSize) - Margin }.Max() + 2 * Margin;
        return new($"{name} of {network}", $"{caption}; dark blue is {negative}, grey is 0, yellow is {Xml.Value(limit)}.", pictureWidth, baseline + Margin, canvas.ToString());
    }

    /// <summary>Images in a row: about twice as many as rows, with a full last row if that is possible nearby.</summary>
    private int Columns(int most)
    {
        int wide = Math.Min(most, (int)Math.Ceiling(Math.Sqrt(_filters * 2.0)));
        for (int columns = wide; columns > wide * 2 / 3; columns--)
            if (_filters % columns == 0)
                return columns;
        return wide;
    }

    private Png Paint(int columns, int rows, int gap, float limit)
    {
        (int stepX, int stepY) = (shape.Width + gap, shape.Height + gap);
        (int width, int height) = (columns * stepX - gap, rows * stepY - gap);
        byte[] pixels = new byte[checked(width * height)];
        Array.Fill(pixels, Png.Transparent);
        int area = shape.Height * shape.Width;
        for (int tile = 0; tile < _filters * _channels; tile++)
        {
            (int filter, int channel) = Math.DivRem(tile, _channels);
            ReadOnlySpan<float> source = weights.AsSpan((filter * shape.Channels + channel) * area, area);
            int corner = tile / columns * stepY * width + tile % columns * stepX;
            for (int y = 0; y < shape.Height; y++)
                for (int x = 0; x < shape.Width; x++)
                    pixels[corner + y * width + x] = Png.LevelOf(ColorScale.Around0(source[y * shape.Width + x], limit));
        }
        return new(width, height, pixels, ColorScale.Diverging);
    }

    private string Caption()
    {
        string which = _filters < filters ? $"the first {Xml.Count(_filters)} of {Xml.Count(filters)} filters" : $"{Xml.Count(filters)} filter{(filters == 1 ? "" : "s")}";
        string channels = shape.Channels == 1 ? "" : _channels < shape.Channels ? $", {_channels} of {Xml.Count(shape.Channels)} channels side by side" : $", {shape.Channels} channels side by side";
        return $"{which} of {shape.Height} × {shape.Width}{channels}";
    }
}
