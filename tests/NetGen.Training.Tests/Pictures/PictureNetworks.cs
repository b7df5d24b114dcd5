namespace NetGen.Training.Tests.Pictures;

/// <summary>Convolutions, for pictures of filters.</summary>
[Network(3, 8, 8, Loss = Loss.CrossEntropy)]
[Conv2D(6, 3, Activation.Relu)]
[MaxPool2D(2)]
[Dense(4, Activation.Softmax)]
public sealed partial class SmallConvolution;

/// <summary>The activations that may be in hidden layers, and log softmax, for values of neurons.</summary>
[Network(3, Loss = Loss.CrossEntropy)]
[Dense(4, Activation.LeakyRelu)]
[Dense(4, Activation.Elu)]
[Dense(4, Activation.Selu)]
[Dense(4, Activation.Gelu)]
[Dropout(0.5)]
[Dense(4, Activation.Silu)]
[Dense(4, Activation.Mish)]
[Dense(4, Activation.Sigmoid)]
[Dense(4, Activation.HardSigmoid)]
[Dense(4)]
[Activate(Activation.HardTanh)]
[Dense(4, Activation.HardSwish)]
[Dense(4, Activation.Softplus)]
[Dense(4, Activation.Softsign)]
[Dense(4, Activation.Relu, UseBias = false)]
[Dense(4, Activation.LogSoftmax)]
public sealed partial class EveryActivation;

/// <summary>More neurons than a picture shows.</summary>
[Network(100)]
[Dense(40, Activation.Step, Name = "many")]
[Dense(1)]
public sealed partial class Wide;

/// <summary>Two inputs, a residual connection, and two outputs.</summary>
[Network]
[Output("action", Loss.CrossEntropy)]
[Output("value", Loss.MeanSquaredError, Weight = 0.5)]
public sealed partial class Branching
{
    private static (Tensor action, Tensor value) Define([Shape(3, 8, 8)] Tensor image, [Shape(5)] Tensor sensors)
    {
        Tensor x = image.Conv2D(4, 3, padding: 1);
        Tensor y = x.Conv2D(4, 3, padding: 1).Relu().Conv2D(4, 3, padding: 1);
        Tensor h = Tensor.Concat((x + y).GlobalAveragePool(), sensors).Dense(8, Activation.Tanh, name: "trunk");
        return (h.Dense(3, Activation.Softmax), h.Dense(1));
    }
}
