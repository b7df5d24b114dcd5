namespace NetGen.Training.Tests.Pictures;

/// <summary>Histories and matrices with given numbers.</summary>
internal static class PictureData
{
    public const string Hostile = "<script>alert(\"1\")</script>&amp;'\u0000\uD800 ]]>";

    public static TrainingHistory History(int epochs, Func<int, double> loss, Func<int, double>? validationLoss = null, Func<int, double>? accuracy = null)
    {
        var history = new TrainingHistory(epochs);
        for (int epoch = 1; epoch <= epochs; epoch++)
            history.Add(new(epoch, loss(epoch), validationLoss?.Invoke(epoch) ?? double.NaN, accuracy?.Invoke(epoch) ?? double.NaN, Seconds: 0.5));
        return history;
    }

    public static TrainingHistory Typical(int epochs, double rate) =>
        History(epochs, epoch => 2 / (1 + rate * epoch), epoch => 2.2 / (1 + rate * epoch), epoch => 1 - 0.7 / (1 + rate * epoch));

    public static ConfusionMatrix Matrix(int classes, Func<int, int, int> count)
    {
        List<int> actual = [], predicted = [];
        for (int i = 0; i < classes; i++)
            for (int j = 0; j < classes; j++)
            {
                actual.AddRange(Enumerable.Repeat(i, count(i, j)));
                predicted.AddRange(Enumerable.Repeat(j, count(i, j)));
            }
        return ConfusionMatrix.Of(actual.ToArray(), predicted.ToArray(), classes);
    }

    /// <summary>A network of layers that read given earlier ones, as <c>a, b: input</c>.</summary>
    public static NetworkSummary Graph(params (string Name, string[] From)[] layers) =>
        new("Graph", "4", [.. layers.Select(layer => new LayerSummary(layer.Name, "Dense", "4", 20, 16, "", "") { From = layer.From })])
        {
            Inputs = [new("input", "4")],
            Outputs = [new("output", "4", layers[^1].Name, "mean squared error")],
        };
}
