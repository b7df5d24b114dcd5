using NetGen;
using NetGen.Training;

namespace Digits;

/// <summary>Teaches a network to read digits, whatever its layers, and shows what it has learnt.</summary>
internal static class Lesson
{
    /// <returns>The network, for who wants to keep it.</returns>
    public static TReader Teach<TReader>(DigitData digits, int epochs, ulong seed, int threads) where TReader : class, ITrainableNetwork<TReader>
    {
        Console.WriteLine(TReader.Summary);
        TReader reader = TReader.Create(seed);
        using var trainer = new Trainer<TReader>(reader, new Adam { LearningRate = 1e-3 }) { BatchSize = 64, Seed = seed, Threads = threads };
        TrainingHistory history = TrainingDisplay.Show(progress => trainer.Fit(digits.Train, epochs, validation: digits.Unseen, progress: progress));
        Console.WriteLine();
        Console.WriteLine(history);

        Evaluation result = trainer.Evaluate(digits.Unseen);
        Console.WriteLine($"Of the unseen digits {result.Accuracy:P2} are read right, {result.TopK(2):P2} in two guesses. Rows are digits, columns what they were taken for:\n");
        Console.WriteLine(result.ConfusionMatrix);
        Gallery.Show(reader, digits.Unseen, right: 3, wrong: 2);
        return reader;
    }
}
