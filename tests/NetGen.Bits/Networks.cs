namespace NetGen.Bits;

/// <summary>Small enough for scalar code.</summary>
[Network(2)]
[Dense(2, Activation.Sigmoid)]
[Dense(1, Activation.Sigmoid)]
public sealed partial class Tiny;

/// <summary>Straight lines of vectors.</summary>
[Network(4, Unroll = Unroll.Full)]
[Dense(16, Activation.Tanh)]
[Dense(2)]
public sealed partial class Straight;

/// <summary>Loops, for sizes that are no multiple of anything; large enough that threads share the first layer's outputs.</summary>
[Network(85, Loss = Loss.CrossEntropy, Unroll = Unroll.Loops)]
[Dense(397, Activation.Relu)]
[Dense(10, Activation.Softmax)]
public sealed partial class Classifier;

/// <summary>A sum long enough for several chains.</summary>
[Network(301, Loss = Loss.BinaryCrossEntropy)]
[Dense(61, Activation.Selu)]
[Dense(3)]
public sealed partial class LongSum;

/// <summary>Every activation that can be trained.</summary>
[Network(9, Loss = Loss.Huber)]
[Dense(17, Activation.Linear)]
[Dense(16, Activation.Relu)]
[Dense(15, Activation.LeakyRelu)]
[Dense(14, Activation.Elu)]
[Dense(13, Activation.Selu)]
[Dense(12, Activation.Gelu)]
[Dense(11, Activation.Silu)]
[Dense(10, Activation.Mish)]
[Dense(9, Activation.Sigmoid)]
[Dense(8, Activation.HardSigmoid)]
[Dense(7, Activation.Tanh)]
[Dense(18, Activation.HardTanh)]
[Dense(5, Activation.HardSwish)]
[Dense(4, Activation.Softplus)]
[Dense(19, Activation.Softsign)]
#pragma warning disable NETGEN043 // a hidden softmax is meant: its bits are to be compared too
[Dense(33, Activation.Softmax, Name = "shares")]
#pragma warning restore NETGEN043
[Dense(3, Activation.LogSoftmax)]
public sealed partial class Everything;

/// <summary>More scratch than the stack should hold.</summary>
[Network(3)]
[Dense(20_000, Activation.Relu)]
[Dense(2)]
public sealed partial class Broad;
