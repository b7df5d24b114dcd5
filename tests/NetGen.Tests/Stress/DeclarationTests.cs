namespace NetGen.Tests.Stress;

/// <summary>A short run of random declarations through generator and analyzer; the program runs longer by itself.</summary>
public class DeclarationTests
{
    [Fact]
    public void Random_declarations_compile_or_have_an_error()
    {
        string[] lines = [.. StressProgram.Lines("declarations", "--count", "200", "--seed", "1")];
        Assert.StartsWith("200 of 200 declarations compile or have an error", lines[0]);
        // Of each kind there are enough for the run to say something.
        Assert.All(["compiled", "refused", "invalid"], outcome => Assert.InRange(Count(lines, outcome), 30, 120));
    }

    private static int Count(string[] lines, string outcome) => int.Parse(Assert.Single(lines, line => line.EndsWith($" {outcome}", StringComparison.Ordinal)).Split(' ')[0]);
}
