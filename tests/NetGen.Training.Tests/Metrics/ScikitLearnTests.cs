using System.Text.Json;

namespace NetGen.Training.Tests.Metrics;

/// <summary>Metrics against those of scikit-learn, recorded by <c>make_metrics.py</c>.</summary>
public sealed class ScikitLearnTests
{
    private const double Tolerance = 1e-12;

    private static readonly JsonElement s_recorded = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Metrics", "metrics.json"))).RootElement;

    private static float[] Rows(JsonElement rows) => [.. rows.EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(value => value.GetSingle())];

    /// <summary>Evaluates a recorded case, in batches of seven samples.</summary>
    private static OutputEvaluation Evaluate(JsonElement recorded, Loss loss, Activation activation)
    {
        int length = recorded.GetProperty("outputs")[0].GetArrayLength();
        var evaluation = new OutputEvaluation(new NetworkOutput("output", 0, length, loss, Activation: activation));
        foreach ((float[] outputs, float[] targets) in Rows(recorded.GetProperty("outputs")).Chunk(7 * length).Zip(Rows(recorded.GetProperty("targets")).Chunk(7 * length)))
            evaluation.Update(outputs, targets);
        return evaluation;
    }

    private static void CheckAverages(JsonElement recorded, string name, Func<Average, double> value, int expected)
    {
        JsonProperty[] averages = [.. recorded.GetProperty(name).EnumerateObject()];
        Assert.Equal(expected, averages.Length);
        Assert.All(averages, average => Assert.Equal(average.Value.GetDouble(), value(Enum.Parse<Average>(average.Name, ignoreCase: true)), Tolerance));
    }

    private static void CheckScores(JsonElement recorded, OutputEvaluation evaluation, int averages)
    {
        CheckAverages(recorded, "precision", evaluation.Precision, averages);
        CheckAverages(recorded, "recall", evaluation.Recall, averages);
        CheckAverages(recorded, "f1", evaluation.F1, averages);
        Assert.Equal(recorded.GetProperty("accuracy").GetDouble(), evaluation.Accuracy, Tolerance);
        JsonElement perClass = recorded.GetProperty("per_class");
        Assert.Equal(perClass.GetArrayLength(), evaluation.PerClass.Count);
        Assert.All(evaluation.PerClass, scores =>
        {
            double[] expected = [.. perClass[scores.Label].EnumerateArray().Select(value => value.GetDouble())];
            Assert.Equal(expected[0], scores.Precision, Tolerance);
            Assert.Equal(expected[1], scores.Recall, Tolerance);
            Assert.Equal(expected[2], scores.F1, Tolerance);
            Assert.Equal(expected[3], scores.Support);
        });
    }

    private static void CheckMatrix(JsonElement recorded, ConfusionMatrix matrix)
    {
        Assert.Equal(recorded.GetArrayLength(), matrix.Classes);
        for (int actual = 0; actual < matrix.Classes; actual++)
            for (int predicted = 0; predicted < matrix.Classes; predicted++)
                Assert.Equal(recorded[actual][predicted].GetInt32(), matrix[actual, predicted]);
    }

    private static void CheckMatrices(JsonElement recorded, OutputEvaluation evaluation)
    {
        Assert.Equal(recorded.GetProperty("confusions").GetArrayLength(), evaluation.ConfusionMatrices.Count);
        for (int label = 0; label < evaluation.ConfusionMatrices.Count; label++)
            CheckMatrix(recorded.GetProperty("confusions")[label], evaluation.ConfusionMatrices[label]);
    }

    [Theory]
    [InlineData("ties", Activation.Softmax, 3)]
    [InlineData("missing", Activation.Linear, 0)]
    [InlineData("logits", Activation.Linear, 3)]
    public void Classes(string name, Activation activation, int aucs)
    {
        JsonElement recorded = s_recorded.GetProperty("classes").GetProperty(name);
        OutputEvaluation evaluation = Evaluate(recorded, Loss.CrossEntropy, activation);
        CheckScores(recorded, evaluation, averages: 3);
        CheckAverages(recorded, "auc", evaluation.Auc, aucs);
        CheckMatrix(recorded.GetProperty("confusion"), evaluation.ConfusionMatrix);
        CheckMatrices(recorded, evaluation);
        Assert.Equal(recorded.GetProperty("hamming_loss").GetDouble(), evaluation.HammingLoss, Tolerance);
        Assert.Equal(evaluation.PerClass, evaluation.ConfusionMatrix.Report);
    }

    [Fact]
    public void The_largest_elements()
    {
        JsonElement recorded = s_recorded.GetProperty("classes").GetProperty("logits");
        OutputEvaluation evaluation = Evaluate(recorded, Loss.CrossEntropy, Activation.Linear);
        Assert.All(recorded.GetProperty("top_k").EnumerateArray().Select((value, i) => (value.GetDouble(), i + 1)), top => Assert.Equal(top.Item1, evaluation.TopK(top.Item2), Tolerance));
    }

    [Fact]
    public void Two_classes()
    {
        JsonElement recorded = s_recorded.GetProperty("binary");
        OutputEvaluation evaluation = Evaluate(recorded, Loss.BinaryCrossEntropy, Activation.Sigmoid);
        CheckScores(recorded, evaluation, averages: 4);
        CheckMatrix(recorded.GetProperty("confusion"), evaluation.ConfusionMatrix);
        Assert.All(Enum.GetValues<Average>(), average => Assert.Equal(recorded.GetProperty("auc").GetProperty("binary").GetDouble(), evaluation.Auc(average), Tolerance));
    }

    [Fact]
    public void Several_labels()
    {
        JsonElement recorded = s_recorded.GetProperty("labels");
        OutputEvaluation evaluation = Evaluate(recorded, Loss.BinaryCrossEntropy, Activation.Sigmoid);
        CheckScores(recorded, evaluation, averages: 3);
        CheckAverages(recorded, "auc", evaluation.Auc, 3);
        CheckMatrices(recorded, evaluation);
        Assert.Equal(recorded.GetProperty("hamming_loss").GetDouble(), evaluation.HammingLoss, Tolerance);
    }

    [Theory]
    [InlineData("one")]
    [InlineData("three")]
    [InlineData("constant")]
    [InlineData("constant_exact")]
    public void Numbers(string name)
    {
        JsonElement recorded = s_recorded.GetProperty("regression").GetProperty(name);
        OutputEvaluation evaluation = Evaluate(recorded, Loss.MeanSquaredError, Activation.Linear);
        Assert.Equal(recorded.GetProperty("mean_absolute_error").GetDouble(), evaluation.MeanAbsoluteError, Tolerance);
        Assert.Equal(recorded.GetProperty("mean_squared_error").GetDouble(), evaluation.MeanSquaredError, Tolerance);
        Assert.Equal(recorded.GetProperty("root_mean_squared_error").GetDouble(), evaluation.RootMeanSquaredError, Tolerance);
        Assert.Equal(recorded.GetProperty("r2").GetDouble(), evaluation.R2, Tolerance);
    }

    [Fact]
    public void The_report_has_the_rows_of_classification_report()
    {
        int[] actual = [0, 0, 1, 1, 2, 2, 2, 4], predicted = [0, 1, 1, 1, 2, 0, 2, 4];
        var evaluation = new OutputEvaluation(new NetworkOutput("output", 0, 5, Loss.CrossEntropy));
        for (int i = 0; i < actual.Length; i++)
            evaluation.Update(OneHot(predicted[i]), OneHot(actual[i]));
        Assert.Equal(Words(s_recorded.GetProperty("report").GetString()!).Skip(1), Words(evaluation.PerClass.ToString()).Skip(1));

        static float[] OneHot(int label) => [.. Enumerable.Range(0, 5).Select(i => i == label ? 1f : 0f)];

        static string[] Words(string report) =>
            [.. report.ToLowerInvariant().Replace("average", "avg", StringComparison.Ordinal).Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Where(line => line.Length > 0 && line[0] != '─')];
    }
}
