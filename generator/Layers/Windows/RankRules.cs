using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary>The rules of a layer's input that check its number of axes.</summary>
internal static class RankRules
{
    /// <summary>A layer that works along a number of axes besides the channels.</summary>
    /// <param name="kind">The layer's kind without its number of axes, as in <c>MaxPool</c>.</param>
    public static Finding? Check(string kind, int axes, LayerContext at) => at.Input is not { } input || input.Rank == axes + 1 ? null : new(
        Rules.WrongRank,
        at.Layer,
        $"{kind}{axes}D",
        axes == 1 ? "channels × length" : "channels × height × width",
        Text(input),
        (input.Rank == 1 ? "" : $"{at.Notation.Kind($"{kind}{3 - axes}D")}, or ") + Advice(input, axes, at));

    /// <summary>A layer that works along all axes, however many.</summary>
    public static Finding? CheckSpatial(string kind, LayerContext at, Shape input) => input.Rank > 1 ? null : new(
        Rules.WrongRank,
        at.Layer,
        kind,
        "channels × length or channels × height × width",
        Text(input),
        Advice(input, 1, at));

    /// <summary>A layer of channels × length that has no kind for images.</summary>
    public static Finding? CheckLine(string kind, LayerContext at) => at.Input is not { } input || input.Rank == 2 ? null : new(
        Rules.WrongRank,
        at.Layer,
        kind,
        "channels × length",
        Text(input),
        Advice(input, 1, at));

    /// <summary>A layer of a vector.</summary>
    public static Finding? CheckVector(string kind, string what, LayerContext at) => at.Input is not { } input || input.Rank == 1 ? null : new(
        Rules.WrongRank,
        at.Layer,
        kind,
        what,
        Text(input),
        at.IsFirst ? $"[Network({input.Length})]" : $"[Reshape({input.Length})] before it");

    private static string Text(Shape shape) => shape.Rank == 1 ? $"a vector of {shape}" : $"{shape}";

    /// <summary>Proposes a shape of the same elements with the required axes, at the declaration of the shape.</summary>
    private static string Advice(Shape input, int axes, LayerContext at)
    {
        int channels = input.Rank == 1 ? 1 : input.Channels, length = input.Height * input.Width;
        string extents = axes == 1 ? $"{channels}, {length}" : input.Rank == 1 ? Image(length) : Image(channels, length);
        return at.IsFirst ? at.Notation.Input(extents) : $"{at.Notation.Layer("Reshape", extents)} before it";
    }

    /// <summary>An image of a number of elements: a square one of one or three channels, else the one nearest to a square.</summary>
    private static string Image(int length) => !IsSquare(length) && length % 3 == 0 && IsSquare(length / 3) ? Image(3, length / 3) : Image(1, length);

    private static string Image(int channels, int pixels) => $"{channels}, {Height(pixels)}, {pixels / Height(pixels)}";

    private static bool IsSquare(int pixels) => Height(pixels) * Height(pixels) == pixels;

    /// <summary>The largest divisor that is at most the root.</summary>
    private static int Height(int pixels)
    {
        int height = 1;
        for (int rows = 1; rows * rows <= pixels; rows++)
            if (pixels % rows == 0)
                height = rows;
        return height;
    }
}
