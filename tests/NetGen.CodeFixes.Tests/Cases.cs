namespace NetGen.CodeFixes.Tests;

/// <summary>The rule, the offer that is taken, and files before and after the fix.</summary>
public abstract class Cases : TheoryData<string, string, string[], string[]>
{
    protected static string File(string text) => $"using NetGen;\n{text}\n";
}
