namespace NetGen.Tests.Training;

/// <summary>Layers with every kind of range: outputs shared in panels of which the last is partial, a small layer of three panels, one of a single panel that threads share by inputs, with and without a fused activation.</summary>
[Network(100, Loss = Loss.CrossEntropy)]
[Dense(330, Activation.Relu)]
[Dense(110, Activation.Gelu, UseBias = false)]
[Dense(70, Activation.Tanh)]
[Dense(5, Activation.Softmax)]
public sealed partial class SharedNetwork;

/// <summary>Convolutions, whose gradients are summed shard by shard, before a layer shared by outputs and after it one by inputs.</summary>
[Network(2, 9, 9, Loss = Loss.CrossEntropy)]
[Conv2D(6, 3, Activation.Relu)]
[MaxPool2D(2)]
[Conv2D(40, 2, Activation.Tanh)]
[Dense(210, Activation.Relu)]
[Dense(5, Activation.Softmax)]
public sealed partial class SharedImageNetwork;

/// <summary>Everything at once: statistics of the batch before, between and after shared layers, dropout, and consecutive shared layers.</summary>
[Network(2, 9, 9, Loss = Loss.CrossEntropy)]
[Conv2D(24, 3, Padding = 1)]
[BatchNorm]
[PRelu]
[MaxPool2D(3)]
[Dropout(0.25)]
[Dense(160)]
[BatchNorm]
[Activate(Activation.Relu)]
[Dense(210, Activation.Tanh)]
[Dense(170)]
[LayerNorm]
[Dropout(0.1)]
[Dense(5, Activation.Softmax)]
public sealed partial class SharedNormNetwork;

/// <summary>Dropout in a network in which every parameter has an owner.</summary>
[Network(100, Loss = Loss.CrossEntropy)]
[Dense(330, Activation.Relu)]
[Dropout(0.5)]
[Dense(5, Activation.Softmax)]
public sealed partial class SharedDropoutNetwork;
