using NetGen;
using NetGen.Training;

namespace Digits;

/// <summary>Trains a network of any layers to classify digits, and shows the result.</summary>
internal static class Session
{
    /// <returns>The trained network.</returns>
    public static TReader Train<TReader>(DigitData digits, int epochs, ulong seed, int threads) where TReader : class, ITrainableNetwork<TReader>
    {
        Console.WriteLine(TReader.Summary);
        TReader reader = TReader.Create(seed);
        using var trainer = new Trainer<TReader>(reader, new Adam { LearningRate = 1e-3 }) { BatchSize = 64, Seed = seed, Threads = threads };
        TrainingHistory history = TrainingDisplay.Show(progress => trainer.Fit(digits.Train, epochs, validation: digits.Unseen, progress: progress));
        Console.WriteLine();
        Console.WriteLine(history);

        Evaluation result = trainer.Evaluate(digits.Unseen);
        Console.WriteLine($"Of the unseen digits {result.Accuracy:P2} are classified correctly (top 2: {result.TopK(2):P2}). Rows are actual digits, columns predictions:\n");
        Console.WriteLine(result.ConfusionMatrix);
        Gallery.Show(reader, digits.Unseen, right: 3, wrong: 2);
        return reader;
    }
}
