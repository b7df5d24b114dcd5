// A model trained in PyTorch, as a class: the same outputs, from the weights that export.py writes.
using System.Text.Json;
using NetGen;

string weights = Path.Combine(AppContext.BaseDirectory, "spiral.safetensors");
if (!File.Exists(weights))
{
    Console.Error.WriteLine("There is no model yet: /usr/bin/python3 samples/FromPyTorch/export.py trains and writes one.");
    return 2;
}

// PyTorch names the layers of nn.Sequential by their index, activations included; shapes and the order of elements are the same.
Spiral network = Spiral.Load(weights, names: new Dictionary<string, string>
{
    ["0.weight"] = "hidden1.weight", ["0.bias"] = "hidden1.bias",
    ["1.weight"] = "norm1.weight", ["1.bias"] = "norm1.bias", ["1.running_mean"] = "norm1.running_mean", ["1.running_var"] = "norm1.running_var",
    ["3.weight"] = "hidden2.weight", ["3.bias"] = "hidden2.bias",
    ["5.weight"] = "arm.weight", ["5.bias"] = "arm.bias",
});

using JsonDocument exported = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(weights, ".json")));
(float[] points, float[] expected) = (Values("points"), Values("answers"));
float[] own = new float[expected.Length];
network.ForwardBatch(points, own, Spiral.CreateWorkspace(points.Length / Spiral.InputLength, training: false));

float largest = own.Zip(expected, (a, b) => MathF.Abs(a - b)).Max();
Console.WriteLine($"The {expected.Length:N0} outputs for {points.Length / Spiral.InputLength:N0} points differ from PyTorch's by {largest:E1} at most.");
return largest <= 1e-5f ? 0 : 1;

float[] Values(string name) => [.. exported.RootElement.GetProperty(name).EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(value => value.GetSingle())];

/// <summary>Classifies points by the arm of a spiral, one of three, that they lie on: <c>nn.Sequential(Linear(2, 32), BatchNorm1d(32), Tanh(), Linear(32, 32), Tanh(), Linear(32, 3))</c>, then softmax.</summary>
[Network(2, Loss = Loss.CrossEntropy)]
[Dense(32, Name = "hidden1")]
[BatchNorm]
[Activate(Activation.Tanh)]
[Dense(32, Activation.Tanh, Name = "hidden2")]
[Dense(3, Activation.Softmax, Name = "arm")]
public sealed partial class Spiral;
