namespace NetGen.Tests.Packed;

/// <summary>The same layers at every precision: odd sizes, narrow panels and wide, a layer without biases, a normalisation.</summary>
[Network(3, 9, 9, Loss = Loss.CrossEntropy)]
[Conv2D(17, 3, Padding = 1)]
[BatchNorm]
[Activate(Activation.Relu)]
[Dense(37, Activation.Tanh, UseBias = false)]
[Dense(5, Activation.Softmax)]
public sealed partial class Whole;

[Network(3, 9, 9, Loss = Loss.CrossEntropy, Precision = Precision.BFloat16)]
[Conv2D(17, 3, Padding = 1)]
[BatchNorm]
[Activate(Activation.Relu)]
[Dense(37, Activation.Tanh, UseBias = false)]
[Dense(5, Activation.Softmax)]
public sealed partial class Half;

[Network(3, 9, 9, Precision = Precision.Int8)]
[Conv2D(17, 3, Padding = 1)]
[BatchNorm]
[Activate(Activation.Relu)]
[Dense(37, Activation.Tanh, UseBias = false)]
[Dense(5, Activation.Softmax)]
public sealed partial class Quarter;

[Network(3, 9, 9, Precision = Precision.DynamicInt8)]
[Conv2D(17, 3, Padding = 1)]
[BatchNorm]
[Activate(Activation.Relu)]
[Dense(37, Activation.Tanh, UseBias = false)]
[Dense(5, Activation.Softmax)]
public sealed partial class Dynamic;

/// <summary>A network that has samples in lanes at full precision.</summary>
[Network(2, Precision = Precision.Int8)]
[Dense(3)]
public sealed partial class Small;

[Network(2)]
[Dense(3)]
public sealed partial class SmallFloats;
