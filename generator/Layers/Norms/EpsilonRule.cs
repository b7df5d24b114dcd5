using System.Collections.Generic;
using NetGen.Generator.Declaration;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary>The rule of ε, which normalisations add to a variance.</summary>
internal static class EpsilonRule
{
    private const string Argument = "Epsilon";

    /// <summary>PyTorch's default.</summary>
    public static double Read(Arguments arguments) => arguments.Double(Argument, 1e-5);

    /// <summary>Networks compute in single precision, in which ε must not round to 0. NaN is invalid.</summary>
    public static IReadOnlyList<Finding> Check(double epsilon, LayerContext at) =>
        (float)epsilon is > 0 and <= float.MaxValue ? [] : [new(Rules.EpsilonNotPositive, at.Argument(Argument), at.Notation.Argument(Argument), NumberText.Of(epsilon))];
}
