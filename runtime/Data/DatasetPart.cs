namespace NetGen.Data;

/// <summary>A named range of a dataset's inputs or targets: one input or output of a network that has several.</summary>
/// <param name="Name">The name of the input or output.</param>
/// <param name="Length">Its elements in a sample.</param>
public sealed record DatasetPart(string Name, int Length)
{
    /// <summary>Name and length.</summary>
    public override string ToString() => $"{Name} ({Length})";
}
