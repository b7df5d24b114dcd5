using NetGen;
using NetGen.Data;
using NetGen.Training;

namespace Serving;

/// <summary>How likely a point lies inside a circle around the origin.</summary>
[Network(2, Loss = Loss.BinaryCrossEntropy)]
[Dense(16, Activation.Tanh, Name = "hidden")]
[Dense(1, Activation.Sigmoid, Name = "inside")]
public sealed partial class InsideCircle
{
    /// <summary>A network trained on the circle of radius 1, with which the service starts.</summary>
    public static InsideCircle Pretrained()
    {
        var random = new SeededRandom(seed: 1);
        var network = new InsideCircle(seed: 1);
        using var trainer = new Trainer<InsideCircle>(network, new Adam { LearningRate = 0.01 }) { Seed = 1 };
        trainer.Fit(ToDataset([.. Enumerable.Range(0, 2000).Select(_ => Point.Draw(random).Label(radius: 1))]), epochs: 20);
        return network;
    }

    /// <summary>Labelled points as samples.</summary>
    public static Dataset ToDataset(IReadOnlyCollection<LabelledPoint> points) =>
        Dataset.FromArrays([.. points.Select(point => (float[])[point.X, point.Y])], [.. points.Select(point => (float[])[point.Inside ? 1 : 0])]);

    /// <summary>The answer for one point.</summary>
    public float Answer(Point point)
    {
        Span<float> answer = stackalloc float[OutputLength];
        Forward([point.X, point.Y], answer);
        return answer[0];
    }
}
