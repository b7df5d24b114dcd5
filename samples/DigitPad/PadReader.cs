using NetGen;

namespace DigitPad;

/// <summary>Classifies a digit of 28 × 28 pixels, centred by <see cref="Centring"/>: computes the probability of each of the ten classes.</summary>
[Network(784, Loss = Loss.CrossEntropy, Weights = "digits.safetensors")]
[Dense(32, Activation.Relu, Name = "hidden")]
[Dense(10, Activation.Softmax, Name = "digit")]
public sealed partial class PadReader;
