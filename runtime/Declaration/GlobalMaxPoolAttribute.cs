namespace NetGen;

/// <summary>The largest element of every channel: channels × height × width, or channels × length, become a vector of channels.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GlobalMaxPoolAttribute : LayerAttribute;
