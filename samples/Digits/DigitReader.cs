using NetGen;

namespace Digits;

/// <summary>Reads a digit of 28 × 28 pixels: the probability of each of the ten.</summary>
[Network(784, Loss = Loss.CrossEntropy)]
[Dense(128, Activation.Relu, Name = "hidden")]
[Dense(10, Activation.Softmax, Name = "digit")]
public sealed partial class DigitReader;
