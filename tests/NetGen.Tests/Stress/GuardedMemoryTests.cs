using NetGen.Tests.Processes;

namespace NetGen.Tests.Stress;

/// <summary>A short run of the program that runs networks in protected memory, which says what is wrong; it runs longer by itself.</summary>
public class GuardedMemoryTests
{
    [LinuxFact]
    public void Random_networks_keep_to_their_memory()
    {
        ChildProgram.Ending ending = Run("guards", "--count", "10", "--seed", "1");
        Assert.True(ending.ExitCode == 0, ending.Errors);
        Assert.Contains("10 of 10 networks keep to their memory", Assert.Single(ending.Lines));
    }

    [LinuxFact]
    public void What_is_out_of_bounds_ends_the_process()
    {
        Assert.Equal(0, Run("trip", "nowhere").ExitCode);
        Assert.All(["front", "end", "locked"], place => Assert.Contains("AccessViolationException", Run("trip", place).Errors));
    }

    private static ChildProgram.Ending Run(params string[] arguments) => new ChildProgram("NetGen.Stress.dll", arguments).Run();
}
