using System.Globalization;
using System.Numerics;

namespace NetGen.Stress;

/// <summary>The options of the command line.</summary>
/// <param name="Count">The number of networks, declarations or graphs.</param>
/// <param name="Seed">The seed of the networks or declarations, or of the first graph.</param>
/// <param name="Only">What the names of measured networks contain.</param>
/// <param name="Patience">How many times the limits of time these may take, on slower processors.</param>
internal sealed record Options(int Count = 1000, ulong Seed = 1, string Only = "", int Patience = 1)
{
    public const string Usage =
        """
          guards --count N --seed S         random networks in memory between protected pages, on every vector width
          declarations --count N --seed S   random declarations through generator and analyzer
          graphs --count N --seed S         random graphs of the seeds from S on, against the reference in double precision
          sizes --only TEXT --patience N    what the code of deep networks and of long kernels costs; N times the limits of time on a slow processor
        """;

    /// <exception cref="UsageException">An argument is none of these.</exception>
    public static Options Parse(ReadOnlySpan<string> arguments)
    {
        Options options = new();
        for (int i = 0; i < arguments.Length; i += 2)
        {
            string? value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            options = arguments[i] switch
            {
                "--count" => options with { Count = Number(arguments[i], value, least: 1) },
                "--seed" => options with { Seed = Number(arguments[i], value, least: 0UL) },
                "--only" => options with { Only = value ?? "" },
                "--patience" => options with { Patience = Number(arguments[i], value, least: 1) },
                string unknown => throw new UsageException($"There is no option '{unknown}'; write one of these:\n{Usage}"),
            };
        }
        return options;
    }

    private static T Number<T>(string option, string? value, T least) where T : IBinaryInteger<T> =>
        T.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out T? number) && number >= least
            ? number
            : throw new UsageException($"{option} must be a whole number of at least {least}; it is {(value is null ? "missing" : $"'{value}'")}.");
}

/// <summary>The command line is invalid.</summary>
internal sealed class UsageException(string message) : Exception(message);
