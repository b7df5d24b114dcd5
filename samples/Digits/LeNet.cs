using NetGen;

namespace Digits;

/// <summary>Classifies a digit of 28 × 28 pixels with LeNet-5 (LeCun, Bottou, Bengio, Haffner 1998), in its modern form with ReLU and max pooling.</summary>
[Network(1, 28, 28, Loss = Loss.CrossEntropy)]
[Conv2D(6, 5, Activation.Relu, Padding = 2)]
[MaxPool2D(2)]
[Conv2D(16, 5, Activation.Relu)]
[MaxPool2D(2)]
[Dense(120, Activation.Relu)]
[Dense(84, Activation.Relu)]
[Dense(10, Activation.Softmax, Name = "digit")]
public sealed partial class LeNet;
