namespace NetGen.Resume;

/// <summary>Draws at random and keeps running statistics.</summary>
[Network(2, Loss = Loss.CrossEntropy)]
[Dense(12)]
[BatchNorm]
[Activate(Activation.Relu)]
[Dropout(0.25)]
[Dense(3, Activation.Softmax)]
public sealed partial class Spiral;

/// <summary>Remembers from one piece of a stream to the next.</summary>
[Network(1, SequenceLength = 16)]
[Lstm(4)]
[Dropout(0.1)]
[Dense(1)]
public sealed partial class Echo;
