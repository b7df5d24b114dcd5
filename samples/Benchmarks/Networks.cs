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

/// <summary>A reader of digits, of the size that every tutorial starts with.</summary>
[Network(784, Loss = Loss.CrossEntropy)]
[Dense(128, Activation.Relu)]
[Dense(10, Activation.Softmax)]
public sealed partial class C;

/// <summary>A reader of digits whose weights outgrow the second-level cache.</summary>
[Network(784, Loss = Loss.CrossEntropy)]
[Dense(512, Activation.Relu)]
[Dense(256, Activation.Relu)]
[Dense(10, Activation.Softmax)]
public sealed partial class D;
