using System.Globalization;
using System.Text.Json;

namespace NetGen.Training.Tests.Callbacks;

/// <summary>Logs of training. How they continue after a checkpoint is tested with killed processes.</summary>
public sealed class LogTests
{
    private static TrainingHistory Train(Callback log, bool validate = true)
    {
        using var trainer = new Trainer<Classifier>(new Classifier(seed: 1), new Adam()) { BatchSize = 10, Callbacks = [log] };
        return trainer.Fit(Datasets.Points(30), epochs: 2, validate ? Datasets.Points(9, seed: 2) : null);
    }

    [Fact]
    public void A_CSV_log_has_a_line_for_each_epoch()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["log.csv"], "an older run, which is longer than the new one's heading and lines together, and is replaced by them whatever it holds: " + new string('x', 1000));
        TrainingHistory history = Train(new CsvLog(folder["log.csv"]));
        string[] lines = File.ReadAllText(folder["log.csv"]).Split('\n');
        Assert.Equal(["epoch,step,loss,validation_loss,validation_accuracy,learning_rate,seconds", ""], [lines[0], lines[3]]);
        for (int i = 0; i < 2; i++)
        {
            EpochResult epoch = history.Epochs[i];
            double[] values = [.. lines[i + 1].Split(',').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
            Assert.Equal([epoch.Epoch, 3, epoch.Loss, epoch.ValidationLoss, epoch.ValidationAccuracy, 0.001, epoch.Seconds], values);
        }
    }

    [Fact]
    public void Values_that_are_not_there_leave_a_field_empty()
    {
        using var folder = new TemporaryFolder();
        Train(new CsvLog(folder["log.csv"]) { EverySteps = 2 }, validate: false);
        string[] lines = File.ReadAllLines(folder["log.csv"]);
        Assert.Equal(["1,2", "1,3", "2,2", "2,3"], lines.Skip(1).Select(line => string.Join(',', line.Split(',')[..2])));
        Assert.All(lines.Skip(1), line => Assert.Contains(",,,0.001,", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_JSON_log_has_an_object_for_each_epoch()
    {
        using var folder = new TemporaryFolder();
        TrainingHistory history = Train(new JsonLinesLog(folder["log.jsonl"]), validate: false);
        JsonElement[] lines = [.. File.ReadAllLines(folder["log.jsonl"]).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(history.Epochs.Select(epoch => epoch.Loss), lines.Select(line => line.GetProperty("loss").GetDouble()));
        Assert.False(lines[0].TryGetProperty("validation_loss", out _));
    }

    [Fact]
    public void A_log_can_be_read_while_it_grows_and_its_folder_must_exist()
    {
        using var folder = new TemporaryFolder();
        int lines = 0;
        var reader = new Recorder([]) { At = (what, _) => { if (what == "batch 2.1 begin") lines = File.ReadAllLines(folder["log.csv"]).Length; } };
        using var trainer = new Trainer<Classifier>(new Classifier(seed: 1), new Adam()) { BatchSize = 10, Callbacks = [reader, new CsvLog(folder["log.csv"])] };
        trainer.Fit(Datasets.Points(30), epochs: 2);
        Assert.Equal(2, lines);
        Assert.Throws<DirectoryNotFoundException>(() => Train(new CsvLog(folder["none/log.csv"])));
    }
}
