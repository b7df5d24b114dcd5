namespace NetGen.Generator.Validation;

/// <summary>The names of the properties by which a diagnostic tells the code fixes what to write.</summary>
internal static class FixProperties
{
    /// <summary>What may be written instead, as in <c>Activation.Softmax;Loss.BinaryCrossEntropy Activation.Sigmoid</c>: alternatives between semicolons, and in each the values that go together.</summary>
    public const string Proposals = "Proposals";

    /// <summary>The largest number that fits in place of the one reported.</summary>
    public const string Largest = "Largest";

    /// <summary>The item that the project lacks, escaped as a project file must have it.</summary>
    public const string Include = "Include";
}
