namespace NetGen.Training.Tests;

/// <summary>Classifies points of a plane into three classes.</summary>
[Network(2, Loss = Loss.CrossEntropy)]
[Dense(8, Activation.Tanh, Name = "hidden")]
[Dense(3, Activation.Softmax)]
public sealed partial class Classifier;

/// <summary>Two numbers from three.</summary>
[Network(3)]
[Dense(8, Activation.Relu)]
[Dense(2)]
public sealed partial class Regressor;

/// <summary>Draws random bits and keeps running statistics: everything that a resumed run must continue.</summary>
[Network(2, Loss = Loss.CrossEntropy)]
[Dense(12)]
[BatchNorm]
[Activate(Activation.Relu)]
[Dropout(0.25)]
[Dense(3, Activation.Softmax)]
public sealed partial class RandomClassifier;

/// <summary>Remembers from one piece of a stream to the next.</summary>
[Network(1, SequenceLength = 16)]
[Lstm(3)]
[Dense(1)]
public sealed partial class Remembering;
