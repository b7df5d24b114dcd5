namespace NetGen.Tests.Reference;

/// <summary>Gradients by tensor name, in PyTorch's layout, and those of the inputs.</summary>
public sealed record Gradients(Dictionary<string, double[]> Tensors, double[][] Inputs);
