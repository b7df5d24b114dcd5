namespace NetGen.Generator.Validation;

/// <summary>The names of the properties that a diagnostic passes to the code fixes.</summary>
internal static class FixProperties
{
    /// <summary>The replacements that may be written, as in <c>Activation.Softmax;Loss.BinaryCrossEntropy Activation.Sigmoid</c>: alternatives separated by semicolons, each with the values that belong together.</summary>
    public const string Proposals = "Proposals";

    /// <summary>The largest value that fits, to replace the reported one.</summary>
    public const string Largest = "Largest";

    /// <summary>The item that the project lacks, escaped for a project file.</summary>
    public const string Include = "Include";
}
