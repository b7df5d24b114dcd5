using NetGen;

/// <summary>Tells two spirals apart, with a hidden size that the build decides.</summary>
[Network(2, Loss = Loss.BinaryCrossEntropy)]
[Dense(Sizes.Hidden, Activation.Tanh)]
[Dense(Sizes.Hidden, Activation.Tanh)]
[Dense(1, Activation.Sigmoid)]
public sealed partial class Candidate;
