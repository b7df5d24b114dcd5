namespace NetGen.Tests.Reference;

/// <summary>How a window moves along one axis, with padding on each side or <see cref="Padding.Same"/>.</summary>
public sealed record Axis(int Size, int Stride = 1, int Padding = 0, int Dilation = 1)
{
    /// <summary>The number of elements from the first that a window reads to the last, inclusive.</summary>
    public int Reach => Dilation * (Size - 1) + 1;

    /// <summary>Padding before the first element.</summary>
    public int Before => Padding == NetGen.Padding.Same ? (Reach - 1) / 2 : Padding;

    /// <summary>The number of windows on an input; 0 if none fits.</summary>
    public int Count(int inputs)
    {
        int padded = Padding == NetGen.Padding.Same ? inputs + Reach - 1 : inputs + 2 * Padding;
        return padded < Reach ? 0 : (padded - Reach) / Stride + 1;
    }

    /// <summary>The index that an element of a window reads; it may lie in the padding.</summary>
    public int Place(int window, int element) => window * Stride - Before + element * Dilation;
}

/// <summary>A window over channels × height × width, or, without rows, over channels × length.</summary>
public sealed record Window(Axis? Rows, Axis Columns)
{
    private static readonly Axis Flat = new(1);

    /// <summary>The number of elements in a window.</summary>
    public int Area => Size.Rows * Size.Columns;

    public (int Rows, int Columns) Size => (Rows?.Size ?? 1, Columns.Size);

    /// <summary>The suffix of an attribute's name.</summary>
    public string Suffix => Rows is null ? "1D" : "2D";

    /// <summary>The shape with one element per window, or null if the input has another rank or no window fits.</summary>
    public Shape? Output(Shape input, int channels)
    {
        if (input.Rank != (Rows is null ? 2 : 3))
            return null;
        int height = (Rows ?? Flat).Count(input.Height), width = Columns.Count(input.Width);
        return height * width == 0 ? null : new(input.Rank, channels, height, width);
    }

    /// <summary>For each window in scan order: its elements inside the input in scan order, and the index within a channel that each reads.</summary>
    public (int Element, int Place)[][] Over(Shape input, Shape output) =>
        [.. Enumerable.Range(0, output.Plane).Select(window => Elements(input, window / output.Width, window % output.Width).ToArray())];

    private IEnumerable<(int Element, int Place)> Elements(Shape input, int row, int column)
    {
        Axis rows = Rows ?? Flat;
        for (int i = 0; i < rows.Size; i++)
            for (int j = 0; j < Columns.Size; j++)
                if (rows.Place(row, i) is var y && y >= 0 && y < input.Height && Columns.Place(column, j) is var x && x >= 0 && x < input.Width)
                    yield return (i * Columns.Size + j, y * input.Width + x);
    }

    /// <summary>A property as arguments of an attribute, unless it is the default: along the rows, and along the columns if those differ.</summary>
    public string? Write(string property, Func<Axis, int> of, int byDefault)
    {
        int columns = of(Columns), rows = Rows is null ? columns : of(Rows);
        string? both = rows == byDefault ? null : $"{property} = {(rows == Padding.Same ? "Padding.Same" : rows)}";
        return columns == rows ? both : string.Join(", ", ((string?[])[both, $"{property}Width = {columns}"]).Where(argument => argument is not null));
    }

    /// <summary>The same with simpler axes.</summary>
    public IEnumerable<Window> Simpler()
    {
        foreach (Axis columns in Simpler(Columns))
            yield return this with { Columns = columns, Rows = Rows == Columns ? columns : Rows };
        if (Rows is not null && Rows != Columns)
        {
            yield return this with { Rows = Columns };
            foreach (Axis rows in Simpler(Rows))
                yield return this with { Rows = rows };
        }
    }

    private static IEnumerable<Axis> Simpler(Axis axis)
    {
        if (axis.Padding != 0)
            yield return axis with { Padding = 0 };
        if (axis.Dilation > 1)
            yield return axis with { Dilation = 1 };
        if (axis.Stride > 1)
            yield return axis with { Stride = axis.Stride - 1 };
        if (axis.Size > 1)
            yield return axis with { Size = axis.Size - 1, Padding = Math.Min(axis.Padding, (axis.Size - 1) / 2) };
    }
}
