// The networks of make_layer_fixtures.py, under the same names.
namespace NetGen.Golden;

[Network(1, 5, 5)]
[Conv2D(2, 3)]
public sealed partial class ConvPlain;

[Network(2, 6, 5, Loss = Loss.Huber)]
[Conv2D(3, 3, Activation.Tanh, KernelWidth = 2, StrideHeight = 2, PaddingHeight = 1)]
[Flatten]
[Dense(2)]
public sealed partial class ConvRectangular;

[Network(2, 6, 6, Loss = Loss.CrossEntropy)]
[Conv2D(3, 2, Activation.Silu, Stride = 3)]
[GlobalAveragePool]
[Dense(3, Activation.Softmax)]
public sealed partial class ConvStrideBeyond;

[Network(2, 4, 5)]
[Conv2D(2, 3, Activation.Gelu, Padding = Padding.Same)]
[Flatten]
public sealed partial class ConvSame;

[Network(1, 5, 6)]
[Conv2D(2, 2, Activation.Softplus, KernelHeight = 4, Padding = Padding.Same)]
public sealed partial class ConvSameEven;

[Network(2, 6, 4, Loss = Loss.Hinge)]
[Conv2D(2, 3, Padding = Padding.Same, DilationHeight = 2)]
[Activate(Activation.Tanh)]
public sealed partial class ConvSameDilated;

[Network(2, 6, 7)]
[Conv2D(3, 2, Activation.Mish, Dilation = 2, DilationWidth = 3, PaddingWidth = 1)]
[Dense(2)]
public sealed partial class ConvDilated;

[Network(4, 4, 4, Loss = Loss.Huber)]
[Conv2D(6, 3, Activation.HardSwish, Groups = 2, UseBias = false, Padding = 1)]
[GlobalMaxPool]
public sealed partial class ConvGroups;

[Network(3, 5, 5, Loss = Loss.CrossEntropy)]
[Conv2D(3, 3, Groups = 3, Padding = 1, UseBias = false)]
[BatchNorm]
[Activate(Activation.Relu)]
[Conv2D(4, 1, UseBias = false)]
[BatchNorm]
[Activate(Activation.Relu)]
[GlobalAveragePool]
[Dense(3, Activation.Softmax)]
public sealed partial class ConvDepthwise;

[Network(3, 4, 4, Loss = Loss.MeanAbsoluteError)]
[Conv2D(6, 3, Activation.LeakyRelu, Groups = 3, Stride = 2, Padding = 1)]
[Flatten]
public sealed partial class ConvDepthMultiplier;

[Network(2, 9, Loss = Loss.CrossEntropy)]
[Conv1D(4, 3, Activation.Relu)]
[MaxPool1D(2)]
[Dense(3)]
public sealed partial class Conv1DPlain;

[Network(3, 7, Loss = Loss.BinaryCrossEntropy)]
[Conv1D(2, 4, Activation.Sigmoid, Padding = Padding.Same)]
[Flatten]
public sealed partial class Conv1DSame;

[Network(4, 10)]
[Conv1D(6, 3, Activation.Elu, Stride = 2, Padding = 2, Dilation = 2, Groups = 2, UseBias = false)]
public sealed partial class Conv1DOdd;

[Network(1, 10, 10, Loss = Loss.CrossEntropy)]
[Conv2D(3, 3, Activation.Relu, Padding = 1)]
[MaxPool2D(2)]
[Conv2D(4, 2, Activation.Relu)]
[MaxPool2D(2)]
[Dense(6, Activation.Relu)]
[Dense(4, Activation.Softmax)]
public sealed partial class LeNetLike;

[Network(2, 5, 6)]
[Conv2D(2, 1)]
[MaxPool2D(3, Stride = 2, Padding = 1)]
[Flatten]
public sealed partial class MaxPoolOverlap;

[Network(2, 7, 6)]
[Conv2D(2, 2, KernelHeight = 1)]
[MaxPool2D(2, SizeHeight = 3, StrideHeight = 1, StrideWidth = 3, PaddingHeight = 1)]
public sealed partial class MaxPoolRectangular;

[Network(2, 8)]
[Conv1D(3, 1)]
[MaxPool1D(2, Stride = 3, Padding = 1)]
[Dense(2)]
public sealed partial class MaxPoolBeyond;

[Network(2, 5, 5)]
[Conv2D(3, 2, Activation.Tanh)]
[AveragePool2D(3, Stride = 2, Padding = 1)]
[Dense(2)]
public sealed partial class AveragePoolPadded;

[Network(2, 6, 7, Loss = Loss.Huber)]
[Conv2D(2, 1, Activation.Tanh)]
[AveragePool2D(3, SizeHeight = 2, Stride = 3, StrideWidth = 2, Padding = 1, PaddingWidth = 0)]
public sealed partial class AveragePoolRectangular;

[Network(3, 9)]
[Conv1D(3, 2, Activation.Silu)]
[AveragePool1D(4, Stride = 3, Padding = 2)]
public sealed partial class AveragePool1DPadded;

[Network(3, 8, Loss = Loss.CrossEntropy)]
[Conv1D(5, 3, Activation.Tanh)]
[GlobalMaxPool]
[Dense(2, Activation.LogSoftmax)]
public sealed partial class GlobalMaxLine;

[Network(7)]
[Dense(5, UseBias = false)]
[BatchNorm]
[Activate(Activation.Gelu)]
[Dense(2)]
public sealed partial class BatchNormVector;

[Network(2, 3, 4, Loss = Loss.CrossEntropy)]
[BatchNorm]
[Conv2D(3, 3, Padding = 1, UseBias = false)]
[BatchNorm]
[Flatten]
[Dense(3)]
public sealed partial class BatchNormImage;

[Network(3, 6)]
[Conv1D(4, 2, UseBias = false)]
[BatchNorm(Epsilon = 1e-2, Momentum = 0.3)]
[Activate(Activation.HardTanh)]
[GlobalAveragePool]
public sealed partial class BatchNormLine;

[Network(6, Loss = Loss.CrossEntropy)]
[Dense(8, Activation.Tanh)]
[LayerNorm]
[Dense(3, Activation.Softmax)]
public sealed partial class LayerNormVector;

[Network(2, 4, 5)]
[Conv2D(2, 2)]
[LayerNorm(Epsilon = 1e-3)]
[Activate(Activation.Silu)]
[Dense(2)]
public sealed partial class LayerNormImage;

[Network(2, 4, 4)]
[Conv2D(3, 2)]
[PRelu]
[GlobalAveragePool]
public sealed partial class PReluShared;

[Network(2, 7, Loss = Loss.Huber)]
[Conv1D(4, 3)]
[PRelu(PerChannel = true)]
[Dense(2)]
public sealed partial class PReluChannels;

[Network(5)]
[Dense(6)]
[PRelu(PerChannel = true)]
[Dense(2)]
public sealed partial class PReluVector;

[Network(8, Loss = Loss.CrossEntropy)]
[Dense(12, Activation.Tanh)]
[Reshape(3, 2, 2)]
[Conv2D(2, 2, Activation.Tanh, Padding = 1)]
[Flatten]
[Reshape(2, 9)]
[Conv1D(1, 3, UseBias = false)]
[Flatten]
[Activate(Activation.Softmax)]
public sealed partial class ReshapeBetween;

[Network(3, 5)]
[LayerNorm(Over = Over.Channels)]
[Conv1D(7, 2, Activation.Tanh)]
[LayerNorm(Epsilon = 1e-3, Over = Over.Channels)]
[Dense(2)]
public sealed partial class LayerNormChannels;

[Network(2, 4, 3, Loss = Loss.Huber)]
[Conv2D(20, 2, Activation.Silu)]
[LayerNorm(Over = Over.Channels)]
[Flatten]
public sealed partial class LayerNormPixels;

[Network(6, Loss = Loss.CrossEntropy)]
[Embedding(5, 3)]
[Conv1D(4, 2, Activation.Tanh)]
[Dense(3)]
public sealed partial class EmbeddingRows;

[Network(4, 5)]
[PositionEmbedding]
[Activate(Activation.Tanh)]
[PositionEmbedding]
[Flatten]
public sealed partial class PositionRows;

[Network(6, 7)]
[SelfAttention(3)]
[Flatten]
public sealed partial class AttentionHeads;

[Network(9)]
[Embedding(4, 10)]
[PositionEmbedding]
[SelfAttention(2, Causal = true)]
[LayerNorm(Over = Over.Channels)]
[SelfAttention(1)]
[Dense(3)]
public sealed partial class AttentionCausal;

[Network(6)]
[Dense(9, Activation.Relu)]
[Dropout(0.4)]
[Dense(3)]
public sealed partial class DropoutInference;
