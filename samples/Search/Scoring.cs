using System.Globalization;
using NetGen;
using NetGen.Data;
using NetGen.Training;

namespace Search;

/// <summary>How good a network is, and what it costs.</summary>
/// <param name="Loss">The validation loss of its best epoch.</param>
/// <param name="Accuracy">The accuracy on the validation data with the weights of that epoch.</param>
/// <param name="Parameters">Trained parameters.</param>
internal readonly record struct Score(double Loss, double Accuracy, int Parameters)
{
    /// <summary>As in <c>0.0123,0.995,353</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Loss},{Accuracy},{Parameters}");

    public static Score Parse(string text) => text.Split(',') is [var loss, var accuracy, var parameters]
        ? new(double.Parse(loss, CultureInfo.InvariantCulture), double.Parse(accuracy, CultureInfo.InvariantCulture), int.Parse(parameters, CultureInfo.InvariantCulture))
        : throw new FormatException($"'{text}' is no score: loss,accuracy,parameters.");
}

/// <summary>Scores networks, whatever their layers: each has its sizes as constants, so each is a class.</summary>
internal static class Scoring
{
    public static Score Score<TNetwork>() where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        Dataset train = Spirals.Draw(1000, seed: 1), validation = Spirals.Draw(500, seed: 2);
        using var trainer = new Trainer<TNetwork>(TNetwork.Create(seed: 1), new Adam { LearningRate = 0.01 })
        {
            BatchSize = 50, Seed = 1, Callbacks = [new EarlyStopping { Patience = 15 }],
        };
        trainer.Fit(train, epochs: 150, validation);
        Evaluation result = trainer.Evaluate(validation);
        return new(result.Loss, result.Accuracy, TNetwork.ParameterCount);
    }
}
