namespace NetGen.Bits;

/// <summary>Small enough for scalar code.</summary>
[Network(2)]
[Dense(2, Activation.Sigmoid)]
[Dense(1, Activation.Sigmoid)]
public sealed partial class Tiny;

/// <summary>Straight-line vector code.</summary>
[Network(4, Unroll = Unroll.Full)]
[Dense(16, Activation.Tanh)]
[Dense(2)]
public sealed partial class Straight;

/// <summary>Loops, for sizes that are not multiples of a vector or tile; large enough that threads share the first layer's outputs.</summary>
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
#pragma warning disable NETGEN043 // a hidden softmax is intended: its bits are compared too
[Dense(33, Activation.Softmax, Name = "shares")]
#pragma warning restore NETGEN043
[Dense(3, Activation.LogSoftmax)]
public sealed partial class Everything;

/// <summary>More scratch memory than is allocated on the stack.</summary>
[Network(3)]
[Dense(20_000, Activation.Relu)]
[Dense(2)]
public sealed partial class Broad;

/// <summary>Convolutions, pools and dense layers.</summary>
[Network(1, 12, 12, Loss = Loss.CrossEntropy)]
[Conv2D(6, 3, Activation.Relu, Padding = 1)]
[MaxPool2D(2)]
[Conv2D(16, 3, Activation.Relu)]
[MaxPool2D(2)]
[Dense(17, Activation.Relu)]
[Dense(10, Activation.Softmax)]
public sealed partial class Pictures;

/// <summary>Few filters over wide rows, whose inference has columns in lanes: first with everything that is fused into the epilogue, then with layers after it.</summary>
[Network(1, 6, 37)]
[Conv2D(3, 3, Padding = 1)]
[BatchNorm]
[Activate(Activation.LeakyRelu)]
[MaxPool2D(2)]
[Conv2D(2, 3, Activation.Tanh, Padding = 1)]
[Dense(3)]
public sealed partial class Wide;

/// <summary>Depthwise and pointwise convolutions with batch normalisation between.</summary>
[Network(3, 9, 9, Loss = Loss.CrossEntropy)]
[Conv2D(8, 3, Stride = 2, UseBias = false)]
[BatchNorm]
[Activate(Activation.HardSwish)]
[Conv2D(8, 3, Padding = Padding.Same, Groups = 8, UseBias = false)]
[BatchNorm(Momentum = 0.2)]
[Activate(Activation.Relu)]
[Conv2D(20, 1, Activation.LeakyRelu)]
[GlobalAveragePool]
[Dense(5, Activation.Softmax)]
public sealed partial class Depthwise;

/// <summary>Further layers over channels × length.</summary>
[Network(3, 40, Loss = Loss.Huber)]
[Conv1D(17, 5, Activation.Gelu, Padding = Padding.Same)]
[AveragePool1D(3, Stride = 2, Padding = 1)]
[LayerNorm]
[Conv1D(9, 3, Stride = 2, Dilation = 2)]
[PRelu(PerChannel = true)]
[GlobalMaxPool]
[Dense(3)]
public sealed partial class Signal;

/// <summary>Dropout and batch normalisation of vectors.</summary>
[Network(30, Loss = Loss.BinaryCrossEntropy)]
[Dense(33, Activation.Relu)]
[Dropout(0.5)]
[Dense(20, UseBias = false)]
[BatchNorm]
[Activate(Activation.Tanh)]
[Dropout(0.1)]
[Dense(4)]
public sealed partial class Dropped;

/// <summary>Groups of several channels, rectangular windows, overlapping windows, PRelu and Reshape.</summary>
[Network(4, 7, 6)]
[Conv2D(6, 3, Activation.Elu, KernelWidth = 2, Groups = 2, Padding = 2, PaddingWidth = 1, DilationHeight = 2)]
[MaxPool2D(3, Stride = 2, Padding = 1)]
[PRelu]
[Reshape(6, 16)]
[Conv1D(5, 4)]
[BatchNorm]
[Flatten]
[Dropout(0.25)]
[Dense(3)]
public sealed partial class Grouped;

/// <summary>Recurrent cells of every kind, of sizes that fill no vector, in both directions.</summary>
[Network(3, 21)]
[Lstm(17, Bidirectional = true)]
[Gru(10)]
[Conv1D(6, 3, Padding = Padding.Same)]
[Rnn(5, Activation.Relu, UseBias = false)]
[Gru(33, Bidirectional = true, Return = Return.Last)]
[Dense(3)]
public sealed partial class Recurrent;

/// <summary>Attention with and without a mask, over blocks of queries of which the last is not full, in heads of 5 channels, which fill no vector, and of 20.</summary>
[Network(7, 37)]
[Conv1D(20, 3, Padding = Padding.Same)]
[PositionEmbedding]
[SelfAttention(4, Causal = true)]
[LayerNorm(Over = Over.Channels)]
[SelfAttention(1)]
[GlobalAveragePool]
[Dense(3)]
public sealed partial class Attentive;

/// <summary>Everything that remembers earlier frames, over pieces that are not whole blocks.</summary>
[Network(3, SequenceLength = 70, WarmupFrames = 5)]
[Lstm(17)]
[CausalConv1D(20, 3, Activation.Tanh, Dilation = 7)]
[Gru(8)]
[Delay(2)]
[Dropout(0.1)]
[Rnn(5, Activation.Relu, UseBias = false)]
[Dense(3)]
public sealed partial class Streamed;

/// <summary>Most kinds of layers in one chain: convolution, batch and layer normalisation, a grouped convolution, dropout, dense layers.</summary>
[Network(2, 8, 8, Loss = Loss.CrossEntropy)]
[Conv2D(8, 3, Padding = Padding.Same, UseBias = false)]
[BatchNorm]
[Activate(Activation.Relu)]
[Conv2D(12, 3, Activation.Silu, Stride = 2, Padding = 1, Groups = 4)]
[Dropout(0.2)]
[LayerNorm]
[Dense(24, Activation.Gelu)]
[Dense(6, Activation.Softmax)]
public sealed partial class Mixed;

/// <summary>The same with bfloat16 weights.</summary>
[Network(2, 8, 8, Loss = Loss.CrossEntropy, Precision = Precision.BFloat16)]
[Conv2D(8, 3, Padding = Padding.Same, UseBias = false)]
[BatchNorm]
[Activate(Activation.Relu)]
[Conv2D(12, 3, Activation.Silu, Stride = 2, Padding = 1, Groups = 4)]
[Dropout(0.2)]
[LayerNorm]
[Dense(24, Activation.Gelu)]
[Dense(6, Activation.Softmax)]
public sealed partial class MixedBFloat16;

/// <summary>The same with weights of 8-bit integers.</summary>
[Network(2, 8, 8, Loss = Loss.CrossEntropy, Precision = Precision.Int8)]
[Conv2D(8, 3, Padding = Padding.Same, UseBias = false)]
[BatchNorm]
[Activate(Activation.Relu)]
[Conv2D(12, 3, Activation.Silu, Stride = 2, Padding = 1, Groups = 4)]
[Dropout(0.2)]
[LayerNorm]
[Dense(24, Activation.Gelu)]
[Dense(6, Activation.Softmax)]
public sealed partial class MixedInt8;

/// <summary>The same; dense layers round their inputs to 8-bit integers too.</summary>
[Network(2, 8, 8, Loss = Loss.CrossEntropy, Precision = Precision.DynamicInt8)]
[Conv2D(8, 3, Padding = Padding.Same, UseBias = false)]
[BatchNorm]
[Activate(Activation.Relu)]
[Conv2D(12, 3, Activation.Silu, Stride = 2, Padding = 1, Groups = 4)]
[Dropout(0.2)]
[LayerNorm]
[Dense(24, Activation.Gelu)]
[Dense(6, Activation.Softmax)]
public sealed partial class MixedDynamicInt8;
