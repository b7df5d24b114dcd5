using NetGen;

/// <summary>Classifies samples. The number of inputs is that of data.csv's columns before the last; the number of outputs is that of the different names in the last column.</summary>
[Network(4, Loss = Loss.CrossEntropy)]
[Dense(16, Activation.Tanh, Name = "hidden")]
[Dense(3, Activation.Softmax)]
public sealed partial class Classifier;
