namespace NetGen;

/// <summary>An input of a network.</summary>
/// <param name="Name">Its name in the declaration; <c>input</c> where attributes declare the layers.</param>
/// <param name="Offset">The index of its first element in a sample.</param>
/// <param name="Length">Its elements in a sample.</param>
public sealed record NetworkInput(string Name, int Offset, int Length);
