using System.Globalization;

namespace NetGen.Pictures;

/// <summary>Draws columns of neurons, their connections, and a legend.</summary>
/// <param name="chain">The network.</param>
/// <param name="values">The values of every column; null to draw none.</param>
/// <param name="options">Names, and how many neurons are drawn.</param>
internal sealed class NeuronDrawing(DenseChain chain, float[][]? values, NeuronOptions options)
{
    private const double Margin = 20, Radius = 15, ColumnDistance = 150, CaptionHeight = 44, LegendHeight = 34, NameGap = 8, TextSize = 12, SmallSize = 11, MaxNameWidth = 160;
    private const double Thinnest = 0.4, Thickest = 3.4, Faintest = 0.25;
    private const double ScaleWidth = 90, ScaleHeight = 8, KeyWidth = 28;

    private const string PositiveText = "weight > 0", NegativeText = "weight < 0", ValueText = "value";

    private readonly Canvas _canvas = new();
    private readonly float _largestWeight = LargestFinite(chain.Layers.SelectMany(layer => layer.Weights));
    private readonly float _largestValue = LargestFinite((values ?? []).SelectMany(column => column));

    public Picture Draw()
    {
        CheckNames(options.InputNames, chain.Inputs, "input");
        CheckNames(options.OutputNames, chain.Layers[^1].Neurons, "output");
        int[] counts = [chain.Inputs, .. chain.Layers.Select(layer => layer.Neurons)];
        string[] captions = ["input", .. chain.Layers.Select(layer => layer.Name)];
        string[] details = [Xml.Count(chain.Inputs), .. chain.Layers.Select(layer => $"{Xml.Count(layer.Neurons)}{(layer.Functions.Length == 0 ? "" : $" · {layer.Functions}")}")];

        double captionWidth = captions.Concat(details).Max(text => Math.Min(TextWidth.Of(text, TextSize, bold: true), ColumnDistance - NameGap));
        double left = Margin + Math.Max(captionWidth / 2, Radius + NamesWidth(options.InputNames)), right = Margin + Math.Max(captionWidth / 2, Radius + NamesWidth(options.OutputNames));
        double columnsHeight = (counts.Max(count => NeuronColumn.PlacesOf(count, options.MaxNeurons)) - 1) * NeuronColumn.Pitch + 2 * Radius;
        // The legend may be wider than the columns of a network of one layer.
        double width = Math.Max(left + right + (counts.Length - 1) * ColumnDistance, 2 * Margin + LegendWidth), offset = (width - left - right - (counts.Length - 1) * ColumnDistance) / 2;
        NeuronColumn[] columns = [.. counts.Select((count, i) => NeuronColumn.Of(offset + left + i * ColumnDistance, count, options.MaxNeurons, Margin + columnsHeight / 2))];

        for (int i = 0; i < chain.Layers.Count; i++)
            DrawConnections(chain.Layers[i], columns[i], columns[i + 1]);
        for (int i = 0; i < columns.Length; i++)
        {
            DrawNeurons(columns[i], values?[i], captions[i]);
            double below = Margin + columnsHeight + 22;
            _canvas.Text(columns[i].X, below, TextWidth.Fit(captions[i], ColumnDistance - NameGap, TextSize, bold: true), "strong middle");
            _canvas.Text(columns[i].X, below + 16, TextWidth.Fit(details[i], ColumnDistance - NameGap, SmallSize), "muted small middle");
        }
        DrawNames(columns[0], options.InputNames, -1);
        DrawNames(columns[^1], options.OutputNames, 1);
        double legend = Margin + columnsHeight + CaptionHeight + LegendHeight;
        DrawLegend((width - LegendWidth) / 2, legend - 8);
        return new($"Neurons of {chain.Network}", Describe(), width, legend + Margin, _canvas.ToString());
    }

    private double LegendWidth => 2 * (KeyWidth + 8) + TextWidth.Of(PositiveText, SmallSize) + 20 + TextWidth.Of(NegativeText, SmallSize) + (values is null ? 0 : 24 + 8 + TextWidth.Of(ValueText, SmallSize) + ScaleWidth + 16 + 2 * TextWidth.Of(Xml.Value(-_largestValue), SmallSize));

    /// <summary>From every neuron's edge to the next column's; the largest weights last, so that they are on top.</summary>
    private void DrawConnections(NeuronLayer layer, NeuronColumn before, NeuronColumn after)
    {
        var connections =
            from target in Enumerable.Range(0, after.Drawn.Length)
            from source in Enumerable.Range(0, before.Drawn.Length)
            let weight = layer.Weight(after.Drawn[target], before.Drawn[source])
            let strength = !float.IsFinite(weight) ? 1 : _largestWeight == 0 ? 0 : Math.Abs((double)weight) / _largestWeight
            orderby strength
            select (Y1: before.Y(source), Y2: after.Y(target), weight, strength);
        foreach ((double y1, double y2, float weight, double strength) in connections)
            if (weight != 0)
                _canvas.Line(before.X, y1, after.X, y2, weight > 0 ? "positive" : weight < 0 ? "negative" : "outline", Thinnest + (Thickest - Thinnest) * strength, Faintest + (1 - Faintest) * strength);
    }

    private void DrawNeurons(NeuronColumn column, float[]? lit, string name)
    {
        for (int i = 0; i < column.Drawn.Length; i++)
        {
            double y = column.Y(i);
            if (lit is null)
            {
                _canvas.Circle(column.X, y, Radius, "neuron");
                continue;
            }
            float value = lit[column.Drawn[i]];
            Rgb fill = ColorScale.Diverging[ColorScale.Around0(value, _largestValue)];
            _canvas.Circle(column.X, y, Radius, fill, $"{name}[{column.Drawn[i]}] = {Xml.Value(value)}");
            _canvas.Text(column.X, y + 3.2, Short(value), $"tiny middle {fill.TextClass}");
        }
        if (column.DotsAt is not null)
            for (int dot = -1; dot <= 1; dot++)
                _canvas.Circle(column.X, column.DotsY + 8 * dot, 2, "dot");
    }

    private void DrawNames(NeuronColumn column, IReadOnlyList<string> names, int side)
    {
        if (names is [])
            return;
        for (int i = 0; i < column.Drawn.Length; i++)
            _canvas.Text(column.X + side * (Radius + NameGap), column.Y(i) + 4, TextWidth.Fit(names[column.Drawn[i]], MaxNameWidth, TextSize), side < 0 ? "end" : "");
    }

    private void DrawLegend(double x, double baseline)
    {
        foreach ((string classes, string text) in (ReadOnlySpan<(string, string)>)[("positive", PositiveText), ("negative", NegativeText)])
        {
            _canvas.Line(x, baseline - 4, x + KeyWidth, baseline - 4, classes, 2, 1);
            _canvas.Text(x + KeyWidth + 8, baseline, text, "muted small");
            x += KeyWidth + 8 + TextWidth.Of(text, SmallSize) + 20;
        }
        if (values is null)
            return;
        string limit = Xml.Value(_largestValue), negative = _largestValue == 0 ? "0" : Xml.Value(-_largestValue);
        _canvas.Text(x + 4, baseline, ValueText, "muted small");
        x += 12 + TextWidth.Of(ValueText, SmallSize) + TextWidth.Of(negative, SmallSize);
        _canvas.Text(x, baseline, negative, "muted small end");
        _canvas.Image(x + 8, baseline - ScaleHeight, ScaleWidth, ScaleHeight, ColorScale.Diverging.ToRow());
        _canvas.Text(x + 16 + ScaleWidth, baseline, limit, "muted small");
    }

    private string Describe()
    {
        string columns = $"{chain.Inputs} inputs, {string.Join(", ", chain.Layers.Select(layer => $"{layer.Neurons} neurons of {layer.Name}"))}";
        string weights = $"Lines are weights, the thicker the larger, up to {Xml.Value(_largestWeight)}: solid above 0, dashed below.";
        return values is null ? $"{columns}. {weights}" : $"{columns}. {weights} The brighter a neuron, the larger its value; outputs: {string.Join(", ", values[^1].Take(options.MaxNeurons).Select(value => Xml.Value(value)))}{(values[^1].Length > options.MaxNeurons ? " …" : "")}.";
    }

    /// <summary>At most five characters, to fit into a neuron.</summary>
    private static string Short(float value)
    {
        double size = Math.Abs(value);
        if (!double.IsFinite(size) || size < 0.005)
            return double.IsFinite(size) ? "0" : Xml.Value(value);
        string format = size switch { < 9.995 => "F2", < 99.95 => "F1", < 9999.5 => "F0", _ => "0E0" };
        return value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');
    }

    private static double NamesWidth(IReadOnlyList<string> names) => names is [] ? 0 : NameGap + Math.Min(MaxNameWidth, names.Max(name => TextWidth.Of(name, TextSize)));

    private static float LargestFinite(IEnumerable<float> values) => values.Where(float.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();

    private void CheckNames(IReadOnlyList<string> names, int count, string what)
    {
        if (names.Count != 0 && names.Count != count)
            throw new ArgumentException($"There are {names.Count} names for the {count} {what}s of {chain.Network}; give one for each, or none.", nameof(options));
    }
}
