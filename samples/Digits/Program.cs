using System.Text;
using Digits;
using NetGen;

if (Options.Parse(args, out string? error) is not { } options)
{
    (error is null ? Console.Out : Console.Error).WriteLine(error ?? Options.Usage);
    return error is null ? 0 : 2;
}

DigitData digits;
try
{
    digits = options.DataFolder is { } folder ? DigitData.Read(folder) : DigitData.Draw(options.Seed);
}
catch (Exception problem) when (problem is IOException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}

Console.OutputEncoding = Encoding.UTF8;
Console.WriteLine($"{digits.Train.Count:N0} training digits and {digits.Unseen.Count:N0} unseen ones, {digits.Origin}.\n");
return options.Model switch
{
    Model.LeNet => Run<LeNet>(),
    _ => Run<DigitReader>(),
};

int Run<TReader>() where TReader : class, ITrainableNetwork<TReader>
{
    TReader reader = Session.Train<TReader>(digits, options.Epochs, options.Seed, options.Threads);
    try
    {
        if (options.WeightsFile is { } file)
            reader.Save(file);
        return 0;
    }
    catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
    {
        Console.Error.WriteLine(problem.Message);
        return 2;
    }
}
