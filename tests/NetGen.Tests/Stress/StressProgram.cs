using NetGen.Tests.Processes;

namespace NetGen.Tests.Stress;

/// <summary>Runs NetGen.Stress in a child process.</summary>
internal static class StressProgram
{
    public static ChildProgram.Ending Run(params string[] arguments) => new ChildProgram("NetGen.Stress.dll", arguments).Run();

    /// <summary>Its output. If the run finds an error, the test fails with its report.</summary>
    public static IEnumerable<string> Lines(params string[] arguments)
    {
        ChildProgram.Ending ending = Run(arguments);
        Assert.True(ending.ExitCode == 0, ending.Errors);
        return ending.Lines.Select(line => line.TrimStart());
    }
}
