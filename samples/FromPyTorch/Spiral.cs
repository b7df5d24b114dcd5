using NetGen;

namespace FromPyTorch;

/// <summary>Classifies points by the arm of a spiral, one of three, that they lie on: <c>nn.Sequential(Linear(2, 32), BatchNorm1d(32), Tanh(), Linear(32, 32), Tanh(), Linear(32, 3))</c>, then softmax.</summary>
[Network(2, Loss = Loss.CrossEntropy)]
[Dense(32, Name = "hidden1")]
[BatchNorm]
[Activate(Activation.Tanh)]
[Dense(32, Activation.Tanh, Name = "hidden2")]
[Dense(3, Activation.Softmax, Name = "arm")]
public sealed partial class Spiral
{
    /// <summary>PyTorch names the layers of <c>nn.Sequential</c> by their index, activations included.</summary>
    internal static Dictionary<string, string> Names { get; } = new()
    {
        ["0.weight"] = "hidden1.weight", ["0.bias"] = "hidden1.bias",
        ["1.weight"] = "norm1.weight", ["1.bias"] = "norm1.bias", ["1.running_mean"] = "norm1.running_mean", ["1.running_var"] = "norm1.running_var",
        ["3.weight"] = "hidden2.weight", ["3.bias"] = "hidden2.bias",
        ["5.weight"] = "arm.weight", ["5.bias"] = "arm.bias",
    };
}
