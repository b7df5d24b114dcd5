using NetGen;

namespace Benchmarks;

/// <summary>XOR.</summary>
[Network(2)]
[Dense(2, Activation.Sigmoid)]
[Dense(1, Activation.Sigmoid)]
public sealed partial class A;

/// <summary>A controller: a few sensors, two hidden layers, two actuators.</summary>
[Network(4)]
[Dense(64, Activation.Tanh)]
[Dense(64, Activation.Tanh)]
[Dense(2)]
public sealed partial class B;

/// <summary>A digit classifier of the size used in most tutorials.</summary>
[Network(784, Loss = Loss.CrossEntropy)]
[Dense(128, Activation.Relu)]
[Dense(10, Activation.Softmax)]
public sealed partial class C;

/// <summary>A digit classifier whose weights exceed the second-level cache.</summary>
[Network(784, Loss = Loss.CrossEntropy)]
[Dense(512, Activation.Relu)]
[Dense(256, Activation.Relu)]
[Dense(10, Activation.Softmax)]
public sealed partial class D;

/// <summary>LeNet-5, with ReLU and max pooling.</summary>
[Network(1, 28, 28, Loss = Loss.CrossEntropy)]
[Conv2D(6, 5, Activation.Relu, Padding = 2)]
[MaxPool2D(2)]
[Conv2D(16, 5, Activation.Relu)]
[MaxPool2D(2)]
[Dense(120, Activation.Relu)]
[Dense(84, Activation.Relu)]
[Dense(10, Activation.Softmax)]
public sealed partial class E;

/// <summary>A small network for colour images: four normalised 3×3 convolutions, halved after the second and the fourth (32×32, 16×16, 8×8), and the mean of each channel.</summary>
[Network(3, 32, 32, Loss = Loss.CrossEntropy)]
[Conv2D(16, 3, Padding = 1)]
[BatchNorm]
[Activate(Activation.Relu)]
[Conv2D(32, 3, Padding = 1)]
[BatchNorm]
[Activate(Activation.Relu)]
[MaxPool2D(2)]
[Conv2D(32, 3, Padding = 1)]
[BatchNorm]
[Activate(Activation.Relu)]
[Conv2D(64, 3, Padding = 1)]
[BatchNorm]
[Activate(Activation.Relu)]
[MaxPool2D(2)]
[GlobalAveragePool]
[Dense(10, Activation.Softmax)]
public sealed partial class F;

/// <summary>The depthwise-separable block of mobile networks: a depthwise convolution followed by a pointwise one.</summary>
[Network(32, 16, 16, Loss = Loss.CrossEntropy)]
[Conv2D(32, 3, Padding = 1, Groups = 32)]
[BatchNorm]
[Activate(Activation.Relu)]
[Conv2D(64, 1)]
[BatchNorm]
[Activate(Activation.Relu)]
[GlobalAveragePool]
[Dense(10, Activation.Softmax)]
public sealed partial class G;

/// <summary>A classifier of signals: 256 values of one sensor.</summary>
[Network(1, 256, Loss = Loss.CrossEntropy)]
[Conv1D(16, 5, Activation.Relu, Padding = 2)]
[MaxPool1D(2)]
[Conv1D(32, 5, Activation.Relu, Padding = 2)]
[MaxPool1D(2)]
[Conv1D(64, 3, Activation.Relu, Padding = 1)]
[Dense(10, Activation.Softmax)]
public sealed partial class H;
