using NetGen.Data;
using NetGen.Training;

namespace Serving;

/// <summary>Trains a copy of the network in service on samples that clients have labelled, and publishes it if it is better.</summary>
internal sealed partial class FineTuning(Versions versions, Labels labels, ILogger<FineTuning> log) : BackgroundService
{
    /// <summary>The number of new points that starts a training, and the maximum number of recent points that it uses.</summary>
    private const int NewPoints = 256, Window = 2048;

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        var window = new Queue<LabelledPoint>();
        await foreach (LabelledPoint[] points in labels.ReadAllAsync(stopping).Chunk(NewPoints))
        {
            foreach (LabelledPoint point in points)
                window.Enqueue(point);
            while (window.Count > Window)
                window.Dequeue();
            FineTune(InsideCircle.ToDataset(window), stopping);
        }
    }

    private void FineTune(Dataset points, CancellationToken stopping)
    {
        (int number, InsideCircle current) = versions.Current;
        (Dataset train, Dataset validation) = points.Split(0.8, seed: (ulong)number);
        // Training writes to the weights; those in service are never written to.
        InsideCircle candidate = current.Clone();
        try
        {
            using var trainer = new Trainer<InsideCircle>(candidate, new Adam { LearningRate = 0.003 }) { Seed = (ulong)number };
            trainer.Fit(train, epochs: 5, cancellationToken: stopping);
        }
        catch (TrainingFailedException problem)
        {
            LogFailure(number, problem);
            return;
        }
        (double before, double after) = (Evaluation.Of(current, validation).Loss, Evaluation.Of(candidate, validation).Loss);
        if (after < before)
            LogPublished(versions.Publish(candidate).Number, before, after);
        else
            LogKept(number, before, after);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Version {Number} is in service: loss {Before:F4} before, {After:F4} now.")]
    private partial void LogPublished(int number, double before, double after);

    [LoggerMessage(Level = LogLevel.Information, Message = "Version {Number} stays in service: its loss of {Before:F4} would have become {After:F4}.")]
    private partial void LogKept(int number, double before, double after);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Version {Number} stays in service: its successor could not be trained.")]
    private partial void LogFailure(int number, Exception problem);
}
