using System.Collections.Generic;
using NetGen.Generator.Declaration;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary>The number that normalisations add to a variance.</summary>
internal static class EpsilonRule
{
    private const string Argument = "Epsilon";

    /// <summary>By default PyTorch's.</summary>
    public static double Read(Arguments arguments) => arguments.Double(Argument, 1e-5);

    /// <summary>Networks compute in single precision, in which ε must still be there. NaN isn't.</summary>
    public static IReadOnlyList<Finding> Check(double epsilon, LayerContext at) =>
        (float)epsilon is > 0 and <= float.MaxValue ? [] : [new(Rules.EpsilonNotPositive, at.Argument(Argument), NumberText.Of(epsilon))];
}
