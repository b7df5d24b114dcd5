using NetGen.Data;
using NetGen.Pictures;

namespace NetGen.Training.Tests.Pictures;

/// <summary>A report with every kind of section, and hostile text wherever there is text.</summary>
internal static class SampleReport
{
    public static TrainingReport Full()
    {
        var network = new Classifier(seed: 1);
        return new TrainingReport($"Three classes {PictureData.Hostile}")
        {
            Settings = [("Seed", "1"), ("Optimizer", "Adam, learning rate 0.01"), (PictureData.Hostile, new string('x', 300))],
            Metrics = [("Samples per second", "81,000"), ("F1", PictureData.Hostile)],
            Network = Branching.Summary,
            Runs = [("Adam", PictureData.Typical(30, 1)), ("SGD with a long description of what was changed since the last time", PictureData.Typical(40, 0.1)), (PictureData.Hostile, PictureData.History(5, epoch => epoch == 3 ? double.NaN : epoch))],
            LossScale = LossScale.Logarithmic,
            Evaluation = Evaluation.Of(network, Points(300)),
            ClassNames = ["red", "a class whose name is longer than its column", PictureData.Hostile],
            Pictures =
            [
                network.ToNeuronPicture([0.5f, -0.75f], new() { InputNames = ["x", "y"], OutputNames = ["red", "green", "blue"] }),
                new Wide(seed: 1).ToNeuronPicture(),
                new SmallConvolution(seed: 1).Parameters.ToFilterPicture("conv1.weight"),
                new Wide(seed: 1).Parameters.ToFilterPicture("many.weight", new FilterShape(1, 10, 10)),
                PictureData.Matrix(10, (i, j) => i == j ? 900 + i : (i + j) % 4).ToPicture(),
                PictureData.Matrix(20, (i, j) => i == j ? 30 : (i * j) % 30).ToPicture([.. Enumerable.Range(0, 20).Select(i => $"class number {i}")]),
                PictureData.Matrix(60, (i, j) => i == j ? 9 : 0).ToPicture(),
                PictureData.Typical(1, 1).ToPicture(),
                PictureData.Typical(5000, 0.01).ToPicture(),
                Classifier.Summary.ToPicture(),
            ],
        };
    }

    /// <summary>Points of three classes.</summary>
    private static Dataset Points(int count)
    {
        var random = new SeededRandom(seed: 1);
        (float[][] points, float[][] classes) = (new float[count][], new float[count][]);
        for (int i = 0; i < count; i++)
        {
            points[i] = [random.NextSingle() - 0.5f, random.NextSingle() - 0.5f];
            classes[i] = [0, 0, 0];
            classes[i][points[i][0] < 0 ? 0 : points[i][1] < 0 ? 1 : 2] = 1;
        }
        return Dataset.FromArrays(points, classes);
    }
}
