namespace NetGen.Hashes.Bounds;

/// <summary>A chain of equal layers.</summary>
[Network(24, Loss = Loss.Huber)]
[Dense(24, Activation.Gelu)]
[Dense(24, Activation.Gelu)]
[Dense(24, Activation.Gelu)]
[Dense(24, Activation.Gelu)]
[Dense(24, Activation.Gelu)]
[Dense(24, Activation.Gelu)]
public sealed partial class EqualDense;

/// <summary>Equal blocks, each of which is fused in inference.</summary>
[Network(8, 9, 9, Loss = Loss.CrossEntropy)]
[Conv2D(8, 3, Padding = 1)]
[BatchNorm]
[Activate(Activation.Silu)]
[Conv2D(8, 3, Padding = 1)]
[BatchNorm]
[Activate(Activation.Silu)]
[Conv2D(8, 3, Padding = 1)]
[BatchNorm]
[Activate(Activation.Silu)]
[GlobalAveragePool]
[Dense(5, Activation.Softmax)]
public sealed partial class EqualBlocks;

/// <summary>A kernel too long to be unrolled, over one channel and few columns.</summary>
[Network(1, 230)]
[Conv1D(1, 200, Activation.Tanh)]
[Dense(2)]
public sealed partial class LongKernel;

/// <summary>A kernel too long to be unrolled, over channels that fill vectors.</summary>
[Network(20, 70, Loss = Loss.Huber)]
[Conv1D(17, 60, Activation.Relu)]
[GlobalMaxPool]
[Dense(2)]
public sealed partial class LongKernelOfManyChannels;

/// <summary>Windows too large to be unrolled.</summary>
[Network(3, 20, 20)]
[MaxPool2D(7, Stride = 3)]
[AveragePool2D(5)]
[Dense(2)]
public sealed partial class LargeWindows;

/// <summary>Few groups of many channels.</summary>
[Network(64, 7, 7)]
[Conv2D(96, 3, Activation.Relu, Padding = 1, Groups = 2)]
[Conv2D(64, 3, Groups = 4)]
[Dense(3)]
public sealed partial class FewGroups;

/// <summary>The same in one dimension, in three groups, with a stride.</summary>
[Network(48, 40)]
[Conv1D(51, 5, Activation.LeakyRelu, Stride = 2, Groups = 3)]
[GlobalAveragePool]
[Dense(3)]
public sealed partial class FewGroupsOfALine;

/// <summary>Convolutions before a dense layer large enough for threads to share its outputs.</summary>
[Network(1, 14, 14, Loss = Loss.CrossEntropy)]
[Conv2D(6, 3, Activation.Relu)]
[MaxPool2D(2)]
[Dense(260, Activation.Relu)]
[Dense(10, Activation.Softmax)]
public sealed partial class ConvolutionsAndLargeDense;

/// <summary>A large dense layer between normalisation and dropout.</summary>
[Network(90, Loss = Loss.BinaryCrossEntropy)]
[Dense(400, UseBias = false)]
[BatchNorm]
[Activate(Activation.Mish)]
[Dropout(0.3)]
[Dense(400, Activation.Elu)]
[LayerNorm]
[Dense(6)]
public sealed partial class LargeDenseBetweenNorms;

/// <summary>A chain of activations.</summary>
[Network(35)]
[Activate(Activation.Tanh)]
[Activate(Activation.Softplus)]
[Activate(Activation.Tanh)]
[Activate(Activation.Gelu)]
[Activate(Activation.Tanh)]
[Activate(Activation.HardSwish)]
public sealed partial class ActivationsAlone;
