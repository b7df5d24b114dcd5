using NetGen.Tests.Processes;

namespace NetGen.Tests.Stress;

/// <summary>NetGen.Stress, run as a user runs it.</summary>
internal static class StressProgram
{
    public static ChildProgram.Ending Run(params string[] arguments) => new ChildProgram("NetGen.Stress.dll", arguments).Run();

    /// <summary>What it prints. A run that finds a fault fails the test with all that it says of it.</summary>
    public static IEnumerable<string> Lines(params string[] arguments)
    {
        ChildProgram.Ending ending = Run(arguments);
        Assert.True(ending.ExitCode == 0, ending.Errors);
        return ending.Lines.Select(line => line.TrimStart());
    }
}
