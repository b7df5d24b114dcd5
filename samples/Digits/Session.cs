using NetGen;
using NetGen.Terminal;
using NetGen.Training;

namespace Digits;

/// <summary>Trains a network of any layers to classify digits, and shows the result.</summary>
internal static class Session
{
    /// <returns>The trained network.</returns>
    public static TReader Train<TReader>(DigitData digits, int epochs, ulong seed, int threads) where TReader : class, ITrainableNetwork<TReader>
    {
        TReader.Summary.Write();
        TReader reader = TReader.Create(seed);
        using var trainer = new Trainer<TReader>(reader, new Adam { LearningRate = 1e-3 }) { BatchSize = 64, Seed = seed, Threads = threads, Callbacks = [ConsoleDisplay.Live()] };
        trainer.Fit(digits.Train, epochs, validation: digits.Unseen);

        Evaluation result = trainer.Evaluate(digits.Unseen);
        Console.WriteLine($"\nOf the unseen digits {result.Accuracy:P2} are classified correctly (top 2: {result.TopK(2):P2}).\n");
        result.ConfusionMatrix.Write();
        Console.WriteLine();
        Gallery.Show(reader, digits.Unseen, right: 3, wrong: 2);
        return reader;
    }
}
