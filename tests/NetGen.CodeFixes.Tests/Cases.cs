namespace NetGen.CodeFixes.Tests;

/// <summary>The rule, the equivalence key of the applied fix, and the files before and after it.</summary>
public abstract class Cases : TheoryData<string, string, string[], string[]>
{
    protected static string File(string text) => $"using NetGen;\n{text}\n";
}
