namespace NetGen.Tests.Stress;

/// <summary>A short run of random declarations through generator and analyzer; NetGen.Stress can run longer.</summary>
public class DeclarationTests
{
    [Fact]
    public void Random_declarations_compile_or_have_an_error()
    {
        string[] lines = [.. StressProgram.Lines("declarations", "--count", "200", "--seed", "1")];
        Assert.StartsWith("200 of 200 declarations compile or have an error", lines[0]);
        // Each kind must occur often enough for the run to be meaningful.
        Assert.All(["compiled", "rejected", "invalid"], outcome => Assert.InRange(Count(lines, outcome), 30, 120));
    }

    private static int Count(string[] lines, string outcome) => int.Parse(Assert.Single(lines, line => line.EndsWith($" {outcome}", StringComparison.Ordinal)).Split(' ')[0]);
}
