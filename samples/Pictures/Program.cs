// Trains two small networks and draws them: the pictures of README.md, and a report with all kinds of pictures.
//   dotnet run -c Release --project samples/Pictures [-- FOLDER]
using System.Reflection;
using Digits;
using NetGen;
using NetGen.Data;
using NetGen.Pictures;
using NetGen.Training;
using Pictures;

string folder = args is [var given] ? Directory.CreateDirectory(given).FullName
    : typeof(Circle).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "PictureFolder").Value!;

// A network that is small enough to be drawn neuron by neuron.
var random = new SeededRandom(seed: 1);
float[][] points = [.. Enumerable.Range(0, 2000).Select(_ => new[] { 3 * random.NextSingle() - 1.5f, 3 * random.NextSingle() - 1.5f })];
float[][] inside = [.. points.Select(point => new float[] { point[0] * point[0] + point[1] * point[1] < 1 ? 1 : 0 })];
var circle = new Circle(seed: 1);
using (var trainer = new Trainer<Circle>(circle, new Adam { LearningRate = 0.01 }) { Seed = 1 })
    trainer.Fit(Dataset.FromArrays(points, inside), epochs: 30);
Write("neurons.svg", circle.ToNeuronSvg([0.3f, -0.4f], new NeuronOptions { InputNames = ["x", "y"], OutputNames = ["inside"] }));

// A network of images, trained in two ways.
Dataset digits = new DrawnDigits(seed: 1).Draw(3000), unseen = new DrawnDigits(seed: 2).Draw(1000);
(DigitEye eye, TrainingHistory adam, Evaluation result) = Train(new Adam { LearningRate = 2e-3 });
(_, TrainingHistory sgd, _) = Train(new Sgd { LearningRate = 0.05 });
Write("curves.svg", TrainingChart.ToSvg(LossScale.Logarithmic, ("Adam", adam), ("SGD", sgd)));
Write("filters.svg", eye.Parameters.ToFilterSvg("conv1.weight"));
Write("confusion.svg", result.ConfusionMatrix.ToSvg());
Write("layers.svg", DigitEye.Summary.ToSvg());

new TrainingReport("Drawn digits")
{
    Settings = [("Seed", "1"), ("Batch size", "50"), ("Training digits", "3,000")],
    Network = DigitEye.Summary, Runs = [("Adam", adam), ("SGD", sgd)], LossScale = LossScale.Logarithmic,
    Evaluation = result, Pictures = [eye.Parameters.ToFilterPicture("conv1.weight")],
}.WriteHtml(Path.Combine(folder, "report.html"));
Console.WriteLine($"Pictures and report.html are in {folder}");

(DigitEye, TrainingHistory, Evaluation) Train(Optimizer optimizer)
{
    using var trainer = new Trainer<DigitEye>(new DigitEye(seed: 1), optimizer) { BatchSize = 50, Seed = 1, Threads = 2 };
    TrainingHistory history = trainer.Fit(digits, epochs: 12, unseen);
    return (trainer.Network, history, trainer.Evaluate(unseen));
}

void Write(string file, string svg) => File.WriteAllText(Path.Combine(folder, file), svg);
