using System.Text;
using Digits;
using NetGen.Training;

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
Console.WriteLine($"{digits.Train.Count:N0} digits to learn from and {digits.Unseen.Count:N0} unseen ones, {digits.Origin}.\n");
Console.WriteLine(DigitReader.Summary);

var reader = new DigitReader(options.Seed);
using var trainer = new Trainer<DigitReader>(reader, new Adam { LearningRate = 1e-3 }) { BatchSize = 64, Seed = options.Seed, Threads = options.Threads };
TrainingHistory history = TrainingDisplay.Show(progress => trainer.Fit(digits.Train, options.Epochs, validation: digits.Unseen, progress: progress));
Console.WriteLine();
Console.WriteLine(history);

Evaluation result = trainer.Evaluate(digits.Unseen);
Console.WriteLine($"Of the unseen digits {result.Accuracy:P2} are read right, {result.TopK(2):P2} in two guesses. Rows are digits, columns what they were taken for:\n");
Console.WriteLine(result.ConfusionMatrix);
Gallery.Show(reader, digits.Unseen, right: 3, wrong: 2);
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
