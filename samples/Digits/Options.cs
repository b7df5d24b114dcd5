using System.Globalization;
using System.Numerics;

namespace Digits;

/// <summary>Which network to train.</summary>
internal enum Model
{
    /// <summary>784-128-10: <see cref="DigitReader"/>.</summary>
    Dense,

    /// <summary>Two convolutions, three dense layers: <see cref="Digits.LeNet"/>.</summary>
    LeNet,
}

/// <summary>The options of the command line.</summary>
/// <param name="DataFolder">Where MNIST's files are; null to draw digits.</param>
/// <param name="WeightsFile">Where to save the trained weights; null not to save them.</param>
internal sealed record Options(Model Model, string? DataFolder, int Epochs, ulong Seed, int Threads, string? WeightsFile)
{
    public const string Usage = """
        Trains a small network to classify handwritten digits, and shows how well it classifies digits that it has not seen.

        dotnet run -c Release --project samples/Digits -- [options]
          --model NAME   dense, one hidden layer of 128 (default), or lenet, LeNet-5's convolutions
          --data DIR     read MNIST's four IDX files (train-images-idx3-ubyte.gz …) from DIR instead of drawing digits
          --epochs N     passes over the training digits (default 5)
          --seed N       seed of the digits, the initial weights and the order of training (default 1)
          --threads N    threads used for training (default: one for each processor)
          --save FILE    save the trained weights as safetensors
          --help         this text
        """;

    /// <summary>Parses a command line. Null if help was requested, or if <paramref name="error"/> says what is wrong.</summary>
    public static Options? Parse(string[] arguments, out string? error)
    {
        error = null;
        var options = new Options(Model.Dense, null, 5, 1, Environment.ProcessorCount, null);
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out string? name))
        {
            if (name is "--help" or "-h")
                return null;
            if (name is not ("--model" or "--data" or "--epochs" or "--seed" or "--threads" or "--save"))
                error = $"There is no option {name}; --help lists them.";
            else if (!rest.TryDequeue(out string? value))
                error = $"{name} needs a value.";
            else
                options = name switch
                {
                    "--model" => options with { Model = Named(value, ref error) },
                    "--data" => options with { DataFolder = value },
                    "--epochs" => options with { Epochs = Number(name, value, 1, 1_000_000, ref error) },
                    "--save" => options with { WeightsFile = value },
                    "--seed" => options with { Seed = Number(name, value, ulong.MinValue, ulong.MaxValue, ref error) },
                    _ => options with { Threads = Number(name, value, 1, 64, ref error) },
                };
            if (error is not null)
                return null;
        }
        return options;
    }

    private static Model Named(string text, ref string? error)
    {
        switch (text)
        {
            case "dense":
                return Model.Dense;
            case "lenet":
                return Model.LeNet;
            default:
                error = $"--model must be dense or lenet; it is '{text}'.";
                return default;
        }
    }

    private static T Number<T>(string name, string text, T lowest, T highest, ref string? error) where T : struct, IBinaryInteger<T>
    {
        if (T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out T value) && value >= lowest && value <= highest)
            return value;
        error = $"{name} must be a whole number from {lowest} to {highest}; it is '{text}'.";
        return lowest;
    }
}
