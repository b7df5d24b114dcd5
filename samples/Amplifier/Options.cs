using System.Globalization;
using System.Numerics;

namespace Amplifier;

/// <summary>The options of the command line.</summary>
/// <param name="Seconds">Of sound to train on.</param>
/// <param name="Folder">Where the sound files go.</param>
internal sealed record Options(int Seconds, int Epochs, ulong Seed, string Folder)
{
    public const string Usage = """
        Trains a recurrent network to imitate a guitar amplifier, and shows how well it imitates unseen sound and how many streams a core carries.

        dotnet run -c Release --project samples/Amplifier -- [options]
          --seconds N    seconds of sound to train on (default 20)
          --epochs N     passes over it (default 30)
          --seed N       seed of the sound, the initial weights and the order of training (default 1)
          --folder DIR   write before.wav, target.wav and after.wav to DIR (default: next to the program)
          --help         this text
        """;

    /// <summary>Parses a command line. Null if help was requested, or if <paramref name="error"/> says what is wrong.</summary>
    public static Options? Parse(string[] arguments, out string? error)
    {
        error = null;
        var options = new Options(20, 30, 1, AppContext.BaseDirectory);
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out string? name))
        {
            if (name is "--help" or "-h")
                return null;
            if (name is not ("--seconds" or "--epochs" or "--seed" or "--folder"))
                error = $"There is no option {name}; --help lists them.";
            else if (!rest.TryDequeue(out string? value))
                error = $"{name} needs a value.";
            else
                options = name switch
                {
                    "--seconds" => options with { Seconds = Number(name, value, 1, 600, ref error) },
                    "--epochs" => options with { Epochs = Number(name, value, 1, 10_000, ref error) },
                    "--seed" => options with { Seed = Number(name, value, ulong.MinValue, ulong.MaxValue, ref error) },
                    _ => options with { Folder = value },
                };
            if (error is not null)
                return null;
        }
        return options;
    }

    private static T Number<T>(string name, string text, T lowest, T highest, ref string? error) where T : struct, IBinaryInteger<T>
    {
        if (T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out T value) && value >= lowest && value <= highest)
            return value;
        error = $"{name} must be a whole number from {lowest} to {highest}; it is '{text}'.";
        return lowest;
    }
}
