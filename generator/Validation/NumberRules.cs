using System.Collections.Generic;
using System.Globalization;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Validation;

/// <summary>Rules of numbers that several kinds of layers have.</summary>
internal static class NumberRules
{
    private const string EpsilonArgument = "Epsilon";

    /// <summary>A normalisation's ε, by default PyTorch's.</summary>
    public static double ReadEpsilon(Arguments arguments) => arguments.Double(EpsilonArgument, 1e-5);

    /// <summary>Networks compute in single precision, in which ε must still be there. NaN isn't.</summary>
    public static IEnumerable<Finding> CheckEpsilon(double epsilon, LayerContext at) =>
        (float)epsilon is > 0 and <= float.MaxValue ? [] : [new(Rules.EpsilonNotPositive, at.Argument(EpsilonArgument), Text(epsilon))];

    public static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
