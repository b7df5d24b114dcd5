using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary>Axes as they are written: counted from 0, or from the end where they are negative.</summary>
internal static class AxisRules
{
    /// <summary>An axis counted from 0; one that does not exist as it is.</summary>
    public static int Normalize(int axis, int rank) => axis < 0 ? axis + rank : axis;

    public static EquatableArray<int> Normalize(EquatableArray<int> axes, int rank) => [.. axes.Select(axis => Normalize(axis, rank))];

    /// <summary>Checks that axes exist, and that none is written twice.</summary>
    /// <param name="location">The location of the axes.</param>
    public static IEnumerable<Finding> Check(EquatableArray<int> axes, Shape shape, SourceLocation location)
    {
        HashSet<int> seen = [];
        foreach (int axis in axes)
        {
            int normal = Normalize(axis, shape.Rank);
            if (normal < 0 || normal >= shape.Rank)
                yield return new(Rules.NoSuchAxis, location, $"{shape}", $"{shape.Rank}", $"{axis}", shape.Rank == 1 ? "0" : $"0 to {shape.Rank - 1}");
            else if (!seen.Add(normal))
                yield return new(Rules.RepeatedAxis, location, $"{axis}", $"{shape}");
        }
    }

    /// <summary>The result of a rule of a layer without parameters.</summary>
    /// <param name="inputs">The shapes of its inputs.</param>
    public static LayerRule Fitting(Shape output, IEnumerable<Shape> inputs, long multiplyAdds = 0)
    {
        long length = output.Length + inputs.Sum(input => input.Length);
        return new([], output, new(ScratchRow: LayerRule.ResultsOfLayer * length, MultiplyAdds: multiplyAdds));
    }
}
