using System.Globalization;
using System.Text.Json;
using NetGen.Data;
using NetGen.Training.Tests.Callbacks;

namespace NetGen.Training.Tests.Metrics;

/// <summary>Metrics that a trainer computes after every epoch: where they are found, and what watches them.</summary>
public sealed class TrainerMetricTests
{
    private static readonly Dataset s_data = Datasets.Points(60), s_validation = Datasets.Points(45, seed: 2);

    private static readonly Metric s_recall = new("recall_of_1", isHigherBetter: true, evaluation => evaluation.PerClass[1].Recall);

    private static Trainer<Classifier> Create(IReadOnlyList<Metric> metrics, int threads = 1, params Callback[] callbacks) =>
        new(new Classifier(seed: 1), new Adam { LearningRate = 0.01 }) { BatchSize = 10, Seed = 1, Threads = threads, Metrics = metrics, Callbacks = callbacks };

    [Fact]
    public void Results_have_the_values_of_an_evaluation_for_any_number_of_threads()
    {
        List<Evaluation> evaluations = [];
        Trainer<Classifier>? evaluating = null;
        var recorder = new Recorder([]) { At = (what, _) => { if (what.StartsWith("epoch", StringComparison.Ordinal) && what.EndsWith("end", StringComparison.Ordinal)) evaluations.Add(evaluating!.Evaluate(s_validation)); } };
        using Trainer<Classifier> trainer = evaluating = Create([Metric.F1(), Metric.Auc(Average.Weighted), Metric.TopK(2), s_recall, Metric.Accuracy, Metric.Loss], 1, recorder);
        TrainingHistory history = trainer.Fit(s_data, epochs: 3, s_validation);
        Assert.Equal(3, evaluations.Count);
        Assert.All(history.Epochs.Zip(evaluations), pair =>
        {
            (EpochResult result, Evaluation evaluation) = pair;
            Assert.Equal(
                [new("f1_macro", evaluation.F1()), new("auc_weighted", evaluation.Auc(Average.Weighted)), new("top_2", evaluation.TopK(2)), new("recall_of_1", evaluation.PerClass[1].Recall), new("accuracy", result.ValidationAccuracy), new("loss", result.ValidationLoss)],
                result.Metrics);
            Assert.Equal(evaluation.Accuracy, result.Metrics["accuracy"]);
        });
        Assert.NotEqual(history.Epochs[0].Metrics, history.Last.Metrics);

        using Trainer<Classifier> threaded = Create(trainer.Metrics, threads: 3);
        Assert.Equal(history.Epochs.Select(epoch => epoch with { Seconds = 0 }), threaded.Fit(s_data, epochs: 3, s_validation).Epochs.Select(epoch => epoch with { Seconds = 0 }));
    }

    [Fact]
    public void Training_is_the_same_with_metrics_as_without()
    {
        using Trainer<Classifier> with = Create([Metric.F1(), Metric.Auc()]), without = Create([]);
        TrainingHistory measured = with.Fit(s_data, epochs: 2, s_validation), plain = without.Fit(s_data, epochs: 2, s_validation);
        Assert.Equal(plain.Epochs.Select(epoch => epoch with { Seconds = 0 }), measured.Epochs.Select(epoch => epoch with { Seconds = 0, Metrics = MetricValues.Empty }));
        Assert.Equal(without.Network.Parameters.Values, with.Network.Parameters.Values);
    }

    [Fact]
    public void A_metric_of_one_output_of_several_has_its_name()
    {
        Dataset data = Dataset.FromArrays([.. Enumerable.Range(0, 30).Select(i => s_data.Input(i).ToArray())], [.. Enumerable.Range(0, 30).Select(i => (float[])[.. s_data.Target(i), s_data.Input(i)[1]])]);
        using var trainer = new Trainer<TwoHeads>(new TwoHeads(seed: 1), new Adam()) { Metrics = [Metric.Accuracy.For("kind"), Metric.R2.For("size"), Metric.Loss.For("size")] };
        MetricValues metrics = trainer.Fit(data, epochs: 1, data).Last.Metrics;
        Evaluation evaluation = trainer.Evaluate(data);
        Assert.Equal([new("kind_accuracy", evaluation.Outputs["kind"].Accuracy), new("size_r2", evaluation.Outputs["size"].R2), new("size_loss", evaluation.Outputs["size"].Loss)], metrics);
    }

    [Fact]
    public void Callbacks_watch_a_metric()
    {
        Metric loss = new("gap", isHigherBetter: false, evaluation => 1 - evaluation.F1());
        var best = new KeepBest(loss.AsTrainingMetric());
        var stopping = new EarlyStopping(TrainingMetric.Of("f1_macro", isHigherBetter: true)) { Patience = 2 };
        using Trainer<Classifier> trainer = Create([loss, Metric.F1()], 1, best, stopping);
        TrainingHistory history = trainer.Fit(s_data, epochs: 200, s_validation);
        Assert.InRange(history.Epochs.Count, 3, 199);
        double highest = history.Epochs.Max(epoch => epoch.Metrics["f1_macro"]);
        Assert.Equal((highest, 1 - highest), (stopping.BestValue, best.BestValue));
        Assert.Equal(history.Epochs.Count - 2, stopping.BestEpoch);
        Assert.Equal(highest, trainer.Evaluate(s_validation).F1());

        using Trainer<Classifier> other = Create([Metric.Auc()], 1, new KeepBest(Metric.F1().AsTrainingMetric()));
        Assert.Equal("There is no metric \"f1_macro\": there are auc_macro.", Assert.Throws<KeyNotFoundException>(() => other.Fit(s_data, epochs: 1, s_validation)).Message);
    }

    [Fact]
    public void Logs_and_the_table_have_a_column_for_each_metric()
    {
        using var folder = new TemporaryFolder();
        using Trainer<Classifier> trainer = Create([Metric.F1(), Metric.Accuracy, s_recall], 1, new CsvLog(folder["log.csv"]) { EverySteps = 4 }, new JsonLinesLog(folder["log.jsonl"]));
        TrainingHistory history = trainer.Fit(s_data, epochs: 2, s_validation);
        string[] lines = File.ReadAllLines(folder["log.csv"]);
        Assert.Equal("epoch,step,loss,validation_loss,validation_accuracy,validation_f1_macro,validation_recall_of_1,learning_rate,seconds", lines[0]);
        Assert.Equal(["1,4", "1,6", "2,4", "2,6"], lines.Skip(1).Select(line => string.Join(',', line.Split(',')[..2])));
        Assert.All(lines, line => Assert.Equal(9, line.Split(',').Length));
        Assert.Contains(",,,,,0.01,", lines[1], StringComparison.Ordinal);
        Assert.Equal(history.Epochs[0].Metrics["f1_macro"].ToString(CultureInfo.InvariantCulture), lines[2].Split(',')[5]);
        JsonElement json = JsonDocument.Parse(File.ReadAllLines(folder["log.jsonl"])[1]).RootElement;
        Assert.Equal(history.Last.Metrics["recall_of_1"], json.GetProperty("validation_recall_of_1").GetDouble());

        string[] table = history.ToString().Split('\n');
        Assert.Equal(["Epoch", "Loss", "Validation", "loss", "Accuracy", "f1_macro", "recall_of_1", "Seconds"], table[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(history.Last.Metrics["f1_macro"].ToString("G5", CultureInfo.InvariantCulture), table[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_validation_data_metrics_have_no_value()
    {
        using Trainer<Classifier> trainer = Create([Metric.F1()]);
        TrainingHistory history = trainer.Fit(s_data, epochs: 1);
        Assert.Equal([new("f1_macro", double.NaN)], history.Last.Metrics);
        Assert.DoesNotContain("f1", history.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_resumed_run_has_the_metrics_of_all_epochs()
    {
        using var folder = new TemporaryFolder();
        Metric[] metrics = [Metric.F1(), new("undefined", isHigherBetter: true, _ => double.NaN), new("endless", isHigherBetter: true, _ => double.NegativeInfinity)];
        using Trainer<Classifier> whole = Create(metrics), first = Create(metrics), second = Create(metrics), other = Create([Metric.Auc()]), none = Create([]);
        TrainingHistory expected = whole.Fit(s_data, epochs: 4, s_validation), before = first.Fit(s_data, epochs: 2, s_validation);
        first.SaveCheckpoint(folder["a"]);
        second.LoadCheckpoint(folder["a"]);
        TrainingHistory history = second.Fit(s_data, epochs: 4, s_validation);
        Assert.Equal(before.Epochs, history.Epochs.Take(2));
        Assert.Equal(expected.Epochs.Select(epoch => epoch.Metrics), history.Epochs.Select(epoch => epoch.Metrics));
        Assert.Contains("Metrics is auc_macro instead of f1_macro, undefined, endless", Assert.Throws<InvalidOperationException>(() => other.LoadCheckpoint(folder["a"])).Message, StringComparison.Ordinal);
        Assert.Contains("Metrics is none instead of", Assert.Throws<InvalidOperationException>(() => none.LoadCheckpoint(folder["a"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_allocate_nothing_for_metrics_and_validation_only_the_values()
    {
        List<long> bytes = new(8);
        var recorder = new Allocations(bytes);
        using Trainer<Classifier> trainer = Create([Metric.F1(), Metric.Precision(Average.Micro), Metric.Accuracy, Metric.Auc()], 1, recorder);
        trainer.Fit(Datasets.Points(3000), epochs: 5, Datasets.Points(900));
        // From the end of one epoch to the end of the next: 300 steps and 900 samples.
        Assert.All(bytes.Zip(bytes.Skip(1)).Skip(2), pair => Assert.InRange(pair.Second - pair.First, 0, 2_000));
    }

    private sealed class Allocations(List<long> bytes) : Callback
    {
        public override void OnEpochEnd(TrainingContext training) => bytes.Add(GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Metrics_that_do_not_fit_are_rejected_before_training()
    {
        static string Rejected(params Metric[] metrics) => Assert.Throws<ArgumentException>(() => Create(metrics)).Message;
        Assert.Contains("is not defined for the output output, whose loss is CrossEntropy over 3 elements", Rejected(Metric.R2), StringComparison.Ordinal);
        Assert.Contains("two metrics f1_macro", Rejected(Metric.F1(), Metric.F1()), StringComparison.Ordinal);
        Assert.Contains("\"other\", which the network does not have; it has output", Rejected(Metric.F1().For("other")), StringComparison.Ordinal);
        Assert.Contains("null", Rejected([null!]), StringComparison.Ordinal);
        Assert.Contains("as by For(\"kind\")", Assert.Throws<ArgumentException>(() => new Trainer<TwoHeads>(new(), new Adam()) { Metrics = [Metric.Loss] }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Trainer<Labeller>(new(), new Adam()) { Metrics = [Metric.TopK(2)] });
        Assert.All((string[])["", "a,b", "accuracy", "loss", "f 1"], name => Assert.Throws<ArgumentException>(() => new Metric(name, true, _ => 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Metric.TopK(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Metric.F1((Average)9));
        Assert.Equal(["f1", "precision_micro", "auc_weighted", "top_5"], new[] { Metric.F1(Average.Binary), Metric.Precision(Average.Micro), Metric.Auc(Average.Weighted), Metric.TopK(5) }.Select(metric => metric.Name));
    }

    [Fact]
    public void A_metric_that_throws_ends_training()
    {
        using Trainer<Classifier> trainer = Create([new Metric("broken", true, _ => throw new InvalidDataException("broken"))], threads: 2);
        Assert.Equal("broken", Assert.Throws<InvalidDataException>(() => trainer.Fit(s_data, epochs: 1, s_validation)).Message);
    }

    [Fact]
    public void Values_are_equal_by_name_and_value_and_survive_JSON()
    {
        MetricValues values = new([new("a", 0.1), new("b", double.NaN)]);
        Assert.Equal(new MetricValues([new("a", 0.1), new("b", double.NaN)]), values);
        Assert.NotEqual(new MetricValues([new("b", double.NaN), new("a", 0.1)]), values);
        Assert.Equal("a 0.1, b NaN", values.ToString());
        Assert.False(values.TryGetValue("c", out _));
        EpochResult result = new(1, 2, 3, 4, 5), same = new(1, 2, 3, 4, 5) { Metrics = MetricValues.Empty };
        Assert.Equal((result, result.GetHashCode()), (same, same.GetHashCode()));
        EpochResult measured = result with { Metrics = values };
        Assert.NotEqual(result, measured);
        Assert.Equal("""{"Epoch":1,"Loss":2,"ValidationLoss":3,"ValidationAccuracy":4,"Seconds":5,"Metrics":{"a":0.1,"b":"NaN"}}""", JsonSerializer.Serialize(measured));
        Assert.Equal(measured, JsonSerializer.Deserialize<EpochResult>(JsonSerializer.Serialize(measured)));
        Assert.Equal(result, JsonSerializer.Deserialize<EpochResult>("""{"Epoch":1,"Loss":2,"ValidationLoss":3,"ValidationAccuracy":4,"Seconds":5}"""));
        Assert.All((string[])["3", """{"a":true}""", """{"a":"x"}""", """{"a":1,"a":2}"""], json => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<MetricValues>(json)));
        Assert.Throws<ArgumentException>(() => new MetricValues([new("a", 1), new("a", 2)]));
    }
}
