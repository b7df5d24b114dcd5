using System.Globalization;

namespace NetGen.Generator.Validation;

/// <summary>Rates, momenta and the like in messages: as C# would have them.</summary>
internal static class NumberText
{
    public static string Of(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
