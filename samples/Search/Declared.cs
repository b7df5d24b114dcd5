using NetGen;

namespace Search;

/// <summary>Two hidden layers of 8.</summary>
[Network(2, Loss = Loss.BinaryCrossEntropy)]
[Dense(8, Activation.Tanh)]
[Dense(8, Activation.Tanh)]
[Dense(1, Activation.Sigmoid)]
public sealed partial class Small;

/// <summary>One hidden layer of 64.</summary>
[Network(2, Loss = Loss.BinaryCrossEntropy)]
[Dense(64, Activation.Tanh)]
[Dense(1, Activation.Sigmoid)]
public sealed partial class Wide;

/// <summary>Three hidden layers of 16.</summary>
[Network(2, Loss = Loss.BinaryCrossEntropy)]
[Dense(16, Activation.Tanh)]
[Dense(16, Activation.Tanh)]
[Dense(16, Activation.Tanh)]
[Dense(1, Activation.Sigmoid)]
public sealed partial class Deep;
