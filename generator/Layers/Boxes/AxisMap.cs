using System.Linq;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>Which element of an array each element of a box corresponds to: several elements of the box may correspond to one.</summary>
/// <param name="Box">The shape of the box.</param>
/// <param name="Inner">The shape of the array.</param>
/// <param name="Axes">For each axis of the box, the axis of the array along which it moves; −1 for none, so that the array's elements are repeated.</param>
/// <param name="Starts">For each axis of the array, the index at which the box begins.</param>
internal sealed record AxisMap(Shape Box, Shape Inner, EquatableArray<int> Axes, EquatableArray<int> Starts)
{
    /// <summary>The most axes that a value may have.</summary>
    public const int MostAxes = 3;

    /// <summary>A range of one axis.</summary>
    public static AxisMap Slice(Shape of, int axis, int start, int length) =>
        new(WithExtent(of, axis, length), of, [.. Enumerable.Range(0, of.Rank)], [.. Enumerable.Range(0, of.Rank).Select(each => each == axis ? start : 0)]);

    /// <summary>The axes in another order.</summary>
    public static AxisMap Transpose(Shape of, EquatableArray<int> axes) => new(new([.. axes.Select(axis => of.Extents[axis])]), of, axes, new(new int[of.Rank]));

    /// <summary>A shape repeated to a larger one, aligned at the last axis.</summary>
    public static AxisMap Broadcast(Shape from, Shape to)
    {
        int missing = to.Rank - from.Rank;
        return new(to, from, [.. to.Extents.Select((extent, axis) => axis < missing || from.Extents[axis - missing] != extent ? -1 : axis - missing)], new(new int[from.Rank]));
    }

    /// <summary>A shape without some of its axes; a vector of one element without all.</summary>
    public static AxisMap Reduce(Shape from, EquatableArray<int> axes)
    {
        int[] kept = [.. Enumerable.Range(0, from.Rank).Where(axis => !axes.Contains(axis))];
        Shape to = kept.Length == 0 ? Shape.Vector(1) : new([.. kept.Select(axis => from.Extents[axis])]);
        return new(from, to, [.. Enumerable.Range(0, from.Rank).Select(axis => System.Array.IndexOf(kept, axis))], new(new int[to.Rank]));
    }

    /// <summary>Whether every element of the array corresponds to just one of the box.</summary>
    public bool IsOneToOne => Box.Length == Inner.Length && !Axes.Contains(-1);

    /// <summary>The extents of the box, of three axes.</summary>
    public Argument Extents => new Argument.Extents([.. Enumerable.Repeat(1, MostAxes - Box.Rank), .. Box.Extents]);

    /// <summary>Where the box's elements are, if the box itself is in a grid.</summary>
    public Argument OfBox(Grid grid) => Strided(0, grid.Origin, [.. Enumerable.Range(0, Box.Rank).Select(axis => Stride(Box, grid, axis))]);

    /// <summary>Where the corresponding elements are, if the array is in a grid.</summary>
    public Argument OfInner(Grid grid) => Strided(
        Starts.Select((start, axis) => start * Stride(Inner, grid, axis)).Sum(), grid.Origin, [.. Axes.Select(axis => axis < 0 ? 0 : Stride(Inner, grid, axis))]);

    public static Shape WithExtent(Shape shape, int axis, int extent) => new([.. shape.Extents.Select((each, i) => i == axis ? extent : each)]);

    /// <summary>The distance in memory of elements along an axis: channels are last.</summary>
    public static int Stride(Shape shape, Grid grid, int axis) => axis == 0 ? 1 : axis == shape.Rank - 1 ? grid.Channels : grid.Pitch;

    private static Argument Strided(int offset, int origin, EquatableArray<int> strides) =>
        new Argument.Strides(offset + origin, [.. Enumerable.Repeat(0, MostAxes - strides.Count), .. strides]);
}
