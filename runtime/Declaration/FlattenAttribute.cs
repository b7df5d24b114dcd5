namespace NetGen;

/// <summary>Makes a vector of channels × height × width, in that order. Before a dense layer it is implied.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class FlattenAttribute : LayerAttribute;
