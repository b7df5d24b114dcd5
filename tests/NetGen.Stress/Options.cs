using System.Globalization;
using System.Numerics;

namespace NetGen.Stress;

/// <summary>How much a command does: <c>--count N --seed S</c>.</summary>
internal sealed record Options(int Count, ulong Seed)
{
    /// <exception cref="UsageException">An argument is not one of them.</exception>
    public static Options Parse(ReadOnlySpan<string> arguments)
    {
        Options options = new(1000, 1);
        for (int i = 0; i < arguments.Length; i += 2)
        {
            string? value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            options = arguments[i] switch
            {
                "--count" => options with { Count = Number(arguments[i], value, least: 1) },
                "--seed" => options with { Seed = Number(arguments[i], value, least: 0UL) },
                string unknown => throw new UsageException($"There is no option '{unknown}'; write --count N or --seed S."),
            };
        }
        return options;
    }

    private static T Number<T>(string option, string? value, T least) where T : IBinaryInteger<T> =>
        T.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out T? number) && number >= least
            ? number
            : throw new UsageException($"{option} must be a whole number of at least {least}; it is {(value is null ? "missing" : $"'{value}'")}.");
}

/// <summary>A command line that says nothing to do.</summary>
internal sealed class UsageException(string message) : Exception(message);
