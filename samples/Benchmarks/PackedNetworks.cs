using NetGen;

namespace Benchmarks;

/// <summary>D with bfloat16 weights.</summary>
[Network(784, Precision = Precision.BFloat16)]
[Dense(512, Activation.Relu)]
[Dense(256, Activation.Relu)]
[Dense(10, Activation.Softmax)]
public sealed partial class DBFloat16;

/// <summary>D with weights of 8-bit integers.</summary>
[Network(784, Precision = Precision.Int8)]
[Dense(512, Activation.Relu)]
[Dense(256, Activation.Relu)]
[Dense(10, Activation.Softmax)]
public sealed partial class DInt8;

/// <summary>The same; inputs of layers are rounded to 8-bit integers, too.</summary>
[Network(784, Precision = Precision.DynamicInt8)]
[Dense(512, Activation.Relu)]
[Dense(256, Activation.Relu)]
[Dense(10, Activation.Softmax)]
public sealed partial class DDynamicInt8;
