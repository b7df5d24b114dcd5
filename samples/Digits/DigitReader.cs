using NetGen;

namespace Digits;

/// <summary>Classifies a digit of 28 × 28 pixels: computes the probability of each of the ten classes.</summary>
[Network(784, Loss = Loss.CrossEntropy)]
[Dense(128, Activation.Relu, Name = "hidden")]
[Dense(10, Activation.Softmax, Name = "digit")]
public sealed partial class DigitReader;
