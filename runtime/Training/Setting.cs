using System.Runtime.CompilerServices;

namespace NetGen.Training;

/// <summary>Checks the values of settings, as they are set.</summary>
internal static class Setting
{
    /// <summary>A number that is at least some number.</summary>
    public static int AtLeast(int least, int value, [CallerMemberName] string name = "") =>
        value >= least ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least {least}.");

    /// <summary>A limit, at least 0 and possibly infinite, where 0 is none.</summary>
    public static double Limit(double value, [CallerMemberName] string name = "") =>
        value >= 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 0; 0 is no limit.");

    /// <summary>A finite number that is at least 0.</summary>
    public static double NotNegative(double value, [CallerMemberName] string name = "") =>
        value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 0 and finite.");
}
