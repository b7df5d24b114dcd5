using NetGen.Data;
using NetGen.Training;

namespace Tabular;

/// <summary>How well the network does on samples that it has not seen, by five folds: each is held out once.</summary>
internal static class CrossValidation
{
    public static int Run(Dataset data)
    {
        List<double> scores = [];
        foreach ((Dataset train, Dataset heldOut) in data.KFold(5, seed: 1))
        {
            // Statistics of the samples that are trained on alone.
            Dataset normal = train.NormalizeInputs(out Normalization inputs).NormalizeTargets(out Normalization prices);
            using Trainer<HousePrice> trainer = Trainer.For(new HousePrice(seed: 1), new Adam { LearningRate = 3e-3 }, batchSize: 64, seed: 1, callbacks: [Schedule.Cosine()]);
            trainer.Fit(normal, epochs: 40);
            scores.Add(trainer.Evaluate(heldOut.NormalizeInputs(inputs).NormalizeTargets(prices)).R2);
            Console.WriteLine($"Fold {scores.Count}: R² {scores[^1]:F4}");
        }
        double mean = scores.Average();
        Console.WriteLine($"Mean R² {mean:F4} ± {Math.Sqrt(scores.Sum(score => (score - mean) * (score - mean)) / (scores.Count - 1)):F4}");
        return 0;
    }
}
