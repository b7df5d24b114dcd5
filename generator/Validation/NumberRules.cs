using System.Collections.Generic;
using System.Globalization;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>Rates, momenta and epsilons. Comparisons are written so that NaN fails them.</summary>
internal static class NumberRules
{
    public static IEnumerable<Finding> Check(LayerModel.BatchNorm norm, int index)
    {
        if (!IsEpsilon(norm.Epsilon))
            yield return Epsilon(norm.Epsilon, index);
        if (!(norm.Momentum is >= 0 and <= 1))
            yield return new(Rules.MomentumOutOfRange, new Place.Layer(index, "Momentum"), Text(norm.Momentum));
    }

    public static IEnumerable<Finding> Check(LayerModel.LayerNorm norm, int index)
    {
        if (!IsEpsilon(norm.Epsilon))
            yield return Epsilon(norm.Epsilon, index);
    }

    public static IEnumerable<Finding> Check(LayerModel.Dropout dropout, int index)
    {
        if (!(dropout.Rate is >= 0 and < 1))
            yield return new(Rules.RateOutOfRange, new Place.Layer(index, "rate"), Text(dropout.Rate));
    }

    /// <summary>Networks compute in single precision, in which ε must still be there.</summary>
    private static bool IsEpsilon(double epsilon) => (float)epsilon is > 0 and <= float.MaxValue;

    private static Finding Epsilon(double epsilon, int index) => new(Rules.EpsilonNotPositive, new Place.Layer(index, "Epsilon"), Text(epsilon));

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
