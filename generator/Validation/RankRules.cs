using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>Whether what reaches a layer has the axes along which the layer works.</summary>
internal static class RankRules
{
    /// <summary>A layer that works along a number of axes besides the channels.</summary>
    /// <param name="kind">The layer's kind without its number of axes, as in <c>MaxPool</c>.</param>
    public static Finding? Check(string kind, int axes, int index, Shape input) => input.Rank == axes + 1 ? null : new(
        Rules.WrongRank,
        new Place.Layer(index),
        $"{kind}{axes}D",
        axes == 1 ? "channels × length" : "channels × height × width",
        Text(input),
        (input.Rank == 1 ? "" : $"[{kind}{3 - axes}D], or ") + Advice(input, axes, index));

    /// <summary>A layer that works along all axes, however many.</summary>
    public static Finding? CheckSpatial(string kind, int index, Shape input) => input.Rank > 1 ? null : new(
        Rules.WrongRank,
        new Place.Layer(index),
        kind,
        "channels × length or channels × height × width",
        Text(input),
        Advice(input, 1, index));

    private static string Text(Shape shape) => shape.Rank == 1 ? $"a vector of {shape}" : $"{shape}";

    /// <summary>The same numbers in a shape with the axes wanted, said where the shape comes from.</summary>
    private static string Advice(Shape input, int axes, int index)
    {
        string extents = axes == 1 ? $"{(input.Rank == 1 ? 1 : input.Channels)}, {(input.Rank == 1 ? input.Width : (long)input.Height * input.Width)}" : Image(input);
        return index == 0 ? $"[Network({extents})]" : $"[Reshape({extents})] before it";
    }

    /// <summary>The squarest picture of so many numbers: grey, or red, green and blue where that is a square and grey isn't.</summary>
    private static string Image(Shape input)
    {
        if (input.Rank == 1 && Height(input.Width) is var grey && grey * grey != input.Width && input.Width % 3 == 0 && Height(input.Width / 3) is var side && side * side == input.Width / 3)
            return $"3, {side}, {side}";
        int height = Height(input.Width);
        return $"{(input.Rank == 1 ? 1 : input.Channels)}, {height}, {input.Width / height}";
    }

    /// <summary>The largest divisor of a length that is at most its root.</summary>
    private static int Height(int length)
    {
        int height = 1;
        for (int rows = 1; (long)rows * rows <= length; rows++)
            if (length % rows == 0)
                height = rows;
        return height;
    }
}
