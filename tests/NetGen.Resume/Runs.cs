using NetGen.Data;
using NetGen.Training;

namespace NetGen.Resume;

/// <summary>Trainings that save a checkpoint after every step, with everything that a checkpoint must continue.</summary>
internal static class Runs
{
    /// <summary>Trains on three arms of a spiral, with callbacks of each kind.</summary>
    public static void TrainClassifier(string folder)
    {
        Dataset data = Arms();
        (Dataset train, Dataset validation) = data.Split(0.75, seed: 3);
        Run(folder, train, validation, epochs: 8, new Trainer<Spiral>(new Spiral(seed: 5), new Adam { LearningRate = 0.02 })
        {
            BatchSize = 33, Seed = 7, GradientClipNorm = 5, Threads = 2, ThreadingThreshold = 0,
            Callbacks =
            [
                Schedule.Cosine(unit: ScheduleUnit.Step, minimum: 1e-3).WithWarmup(20),
                new WeightAveraging { Decay = 0.98, Apply = false },
                new KeepBest(TrainingMetric.ValidationAccuracy),
                new CsvLog(Path.Combine(folder, "log.csv")) { EverySteps = 5 },
                Every(folder),
            ],
        });
    }

    /// <summary>Trains on parallel pieces of one stream, whose states are carried.</summary>
    public static void TrainStream(string folder)
    {
        float[] sound = [.. Enumerable.Range(0, 16 * 160).Select(i => MathF.Sin(i * 0.11f) * MathF.Cos(i * 0.013f))];
        float[] delayed = [.. sound.Select((_, i) => i < 3 ? 0 : sound[i - 3])];
        Dataset train = Dataset.FromArrays(sound, delayed, 16, 16);
        Run(folder, train, null, epochs: 6, new Trainer<Echo>(new Echo(seed: 5), new Sgd { LearningRate = 0.05, Momentum = 0.9 })
        {
            BatchSize = 5, Seed = 7, CarryState = true, Callbacks = [new ReduceOnPlateau { Patience = 0, Threshold = 0.2 }, new EarlyStopping { Patience = 4 }, Every(folder)],
        });
    }

    private static Checkpoint Every(string folder) => new(Path.Combine(folder, "checkpoint.safetensors")) { EverySteps = 1 };

    private static void Run<TNetwork>(string folder, Dataset train, Dataset? validation, int epochs, Trainer<TNetwork> trainer) where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        string checkpoint = Path.Combine(folder, "checkpoint.safetensors");
        using (trainer)
        {
            if (File.Exists(checkpoint))
                trainer.LoadCheckpoint(checkpoint);
            TrainingHistory history = trainer.Fit(train, epochs, validation);
            File.WriteAllLines(Path.Combine(folder, "history.txt"), history.Epochs.Select(epoch => $"{epoch with { Seconds = 0 }}"));
            File.WriteAllText(Path.Combine(folder, "rate.txt"), $"{trainer.Optimizer.LearningRate:R}");
            trainer.Network.Save(Path.Combine(folder, "weights.safetensors"));
        }
    }

    private static Dataset Arms()
    {
        var random = new Random(1);
        float[][] points = new float[400][];
        int[] labels = new int[400];
        for (int i = 0; i < points.Length; i++)
        {
            labels[i] = i % 3;
            double radius = random.NextDouble(), angle = 4 * radius + labels[i] * Math.Tau / 3;
            points[i] = [(float)(radius * Math.Cos(angle)), (float)(radius * Math.Sin(angle))];
        }
        return Dataset.FromLabels(points, labels, 3);
    }
}
