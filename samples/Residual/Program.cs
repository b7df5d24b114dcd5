using System.Text;
using NetGen.Data;
using NetGen.Training;
using Residual;

const int Epochs = 5;
Console.OutputEncoding = Encoding.UTF8;
Dataset train = DistortedDigits.Draw(8000, seed: 1), unseen = DistortedDigits.Draw(2000, seed: 2);
Console.WriteLine(ResidualReader.Summary);

using var trainer = new Trainer<ResidualReader>(new ResidualReader(seed: 1), new Adam { LearningRate = 2e-3 }) { BatchSize = 32, Seed = 1 };
TrainingHistory history = trainer.Fit(train, Epochs, validation: unseen, progress: new EpochLines());

Evaluation result = trainer.Evaluate(unseen);
Console.WriteLine($"\n{train.Count:N0} digits, {Epochs} epochs, {history.Seconds:F1} s. Of {unseen.Count:N0} unseen digits {result.Accuracy:P2} are classified correctly. Rows are actual digits, columns predictions:\n");
Console.WriteLine(result.ConfusionMatrix);
return result.Accuracy >= 0.97 ? 0 : 1;

/// <summary>Prints a line at the end of each epoch.</summary>
internal sealed class EpochLines : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.Step == value.Steps)
            Console.WriteLine($"epoch {value.Epoch} of {value.Epochs}: loss {value.Loss:F4}, {value.ValidationAccuracy:P2} of unseen digits correct");
    }
}
