using System.Globalization;

namespace NetGen.Generator.Validation;

/// <summary>Formats rates, momenta and the like for messages, as C# literals.</summary>
internal static class NumberText
{
    public static string Of(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
