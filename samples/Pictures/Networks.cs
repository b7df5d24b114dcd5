using NetGen;

namespace Pictures;

/// <summary>How likely a point lies inside the unit circle.</summary>
[Network(2, Loss = Loss.BinaryCrossEntropy)]
[Dense(8, Activation.Tanh, Name = "hidden")]
[Dense(1, Activation.Sigmoid)]
internal sealed partial class Circle;

/// <summary>Reads a drawn digit.</summary>
[Network(1, 28, 28, Loss = Loss.CrossEntropy)]
[Conv2D(12, 7, Activation.Relu, Stride = 2)]
[MaxPool2D(2)]
[Dense(32, Activation.Relu, Name = "hidden")]
[Dense(10, Activation.Softmax)]
internal sealed partial class DigitEye;
