namespace NetGen.Hashes.Packed;

/// <summary>Dense layers of one chain and of several, in panels of 16 and of 32, one without biases.</summary>
[Network(70, Precision = Precision.Int8)]
[Dense(37, Activation.Gelu)]
[Dense(65, UseBias = false)]
[Dense(10, Activation.Tanh, UseBias = false)]
[Dense(3)]
public sealed partial class DenseInt8;

/// <summary>The same with bfloat16 weights.</summary>
[Network(70, Precision = Precision.BFloat16)]
[Dense(37, Activation.Gelu)]
[Dense(65, UseBias = false)]
[Dense(10, Activation.Tanh, UseBias = false)]
[Dense(3)]
public sealed partial class DenseBFloat16;

/// <summary>Convolutions with columns in lanes and with filters in lanes, of groups and depthwise.</summary>
[Network(1, 28, 28, Precision = Precision.Int8)]
[Conv2D(6, 5, Activation.Relu, Padding = 2)]
[MaxPool2D(2)]
[Conv2D(12, 3, Groups = 6)]
[BatchNorm]
[Conv2D(48, 3, Groups = 3)]
[Conv2D(48, 3, Groups = 48)]
[Dense(10, Activation.Softmax)]
public sealed partial class ConvolutionsInt8;

/// <summary>The same with bfloat16 weights.</summary>
[Network(1, 28, 28, Precision = Precision.BFloat16)]
[Conv2D(6, 5, Activation.Relu, Padding = 2)]
[MaxPool2D(2)]
[Conv2D(12, 3, Groups = 6)]
[BatchNorm]
[Conv2D(48, 3, Groups = 3)]
[Conv2D(48, 3, Groups = 48)]
[Dense(10, Activation.Softmax)]
public sealed partial class ConvolutionsBFloat16;

/// <summary>Dense layers that round their inputs too: fan-ins that are no multiples of four, and one without biases.</summary>
[Network(70, Precision = Precision.DynamicInt8)]
[Dense(37, Activation.Gelu)]
[Dense(65, UseBias = false)]
[Dense(10, Activation.Tanh, UseBias = false)]
[Dense(3)]
public sealed partial class DenseDynamicInt8;

/// <summary>A dense layer that rounds its inputs after convolutions that do not.</summary>
[Network(1, 28, 28, Precision = Precision.DynamicInt8)]
[Conv2D(6, 5, Activation.Relu, Padding = 2)]
[MaxPool2D(2)]
[Dense(10, Activation.Softmax)]
public sealed partial class ConvolutionsDynamicInt8;
