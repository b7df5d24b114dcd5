using NetGen;

/// <summary>Tells classes apart: as many inputs as data.csv has columns before the last, as many outputs as the last column has different names.</summary>
[Network(4, Loss = Loss.CrossEntropy)]
[Dense(16, Activation.Tanh, Name = "hidden")]
[Dense(3, Activation.Softmax)]
public sealed partial class Classifier;
