// What the display, the logs and the metrics cost in training of 784-128-10 with batches of 64 by plain gradient descent: processor time of the same Fit, validation included, with and without them, in turns.
// Processor time, since other programs then disturb least; but where they are many, more updates fall into a second of it.
using System.Globalization;
using NetGen;
using NetGen.Data;
using NetGen.Terminal;
using NetGen.Training;
using Spectre.Console;

const int Samples = 64 * 500, Epochs = 8;
int rounds = args is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 9;
string folder = Directory.CreateTempSubdirectory("netgen-cost-").FullName;
try
{
    var random = new Random(1);
    float[] pixels = new float[Samples * Reader.InputLength];
    foreach (ref float pixel in pixels.AsSpan())
        pixel = random.NextSingle();
    Dataset data = Dataset.FromLabels(pixels, [.. Enumerable.Range(0, Samples).Select(_ => random.Next(10))], 10), validation = data.Take(2000);

    // Everything is drawn, as on a terminal of 100 × 40, and thrown away.
    IAnsiConsole console = AnsiConsole.Create(new()
    {
        Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.TrueColor, Interactive = InteractionSupport.Yes, Out = new NoTerminal(),
    });
    console.Profile.Capabilities.Unicode = true;

    double update = UpdateTime();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"an update of the display takes {update:F0} µs; ten a second take {10 * update / 1e6:P2} of the time"));
    StepTime();
    StepTime(Watchers(TimeProvider.System));
    double[] without = new double[rounds], steps = new double[rounds], all = new double[rounds];
    for (int round = 0; round < rounds; round++)
    {
        without[round] = StepTime();
        steps[round] = StepTime(Watchers(new StoppedTime())) / without[round];
        all[round] = StepTime(Watchers(TimeProvider.System)) / without[round];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{without[round]:F1} µs a step; with metrics, logs and a display that is never updated {steps[round]:F4} times that, with updates {all[round]:F4} times"));
    }
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"medians of {rounds} rounds: {Median(without):F1} µs, {Median(steps):F4}, {Median(all):F4}"));

    static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    Callback[] Watchers(TimeProvider time) =>
    [
        ConsoleDisplay.Live(console, null, time, _ => null),
        new CsvLog(Path.Combine(folder, "log.csv")) { EverySteps = 100 }, new JsonLinesLog(Path.Combine(folder, "log.jsonl")) { EverySteps = 100 },
    ];

    double UpdateTime()
    {
        const int Updates = 3000;
        EpochResult[] epochs = [.. Enumerable.Range(1, 5).Select(epoch => new EpochResult(epoch, 1.0 / epoch, 1.1 / epoch, 1 - 0.1 / epoch, 1.5))];
        double[] losses = [.. Enumerable.Range(1, 400).Select(step => 2.3 / step)];
        (var region, var table) = (new LiveRegion(console), new RecentEpochs());
        TimeSpan start = default;
        for (int i = -Updates; i < Updates; i++)
        {
            if (i == 0)
                start = Environment.CpuUsage.TotalTime;
            var progress = new TrainingProgress(6, 10, i + Updates, 2 * Updates, 512_345, 0.1234, 0.2345, 0.98, TimeSpan.FromSeconds(i + Updates));
            region.Show(new TrainingFrame(progress, epochs, losses, table, new("Accuracy", losses, share => NumberText.Percent(share))));
        }
        region.Remove();
        return (Environment.CpuUsage.TotalTime - start).TotalMicroseconds / Updates;
    }

    double StepTime(params Callback[] callbacks)
    {
        Metric[] metrics = callbacks.Length == 0 ? [] : [Metric.F1(), Metric.Precision(), Metric.Recall()];
        using var trainer = new Trainer<Reader>(new Reader(seed: 1), new Sgd { LearningRate = 0.01 }) { BatchSize = 64, Callbacks = callbacks, Metrics = metrics };
        TimeSpan start = Environment.CpuUsage.TotalTime;
        trainer.Fit(data, Epochs, validation);
        return (Environment.CpuUsage.TotalTime - start).TotalMicroseconds / (Epochs * Samples / 64);
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

/// <summary>The network of the measurement.</summary>
[Network(784, Loss = Loss.CrossEntropy)]
[Dense(128, Activation.Relu)]
[Dense(10, Activation.Softmax)]
public sealed partial class Reader;

/// <summary>A terminal that nobody sees.</summary>
internal sealed class NoTerminal : IAnsiConsoleOutput
{
    public TextWriter Writer => TextWriter.Null;

    public bool IsTerminal => true;

    public int Width => 100;

    public int Height => 40;

    public void SetEncoding(System.Text.Encoding encoding) { }
}

/// <summary>A clock by which no update is ever due.</summary>
internal sealed class StoppedTime : TimeProvider
{
    public override long GetTimestamp()
    {
        _ = base.GetTimestamp();
        return 0;
    }
}
