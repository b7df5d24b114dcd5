using NetGen.Tests.Processes;

namespace NetGen.Stress;

/// <summary>Runs cases one after another in a child process, which prints <c>number description</c> before each operation that may crash or hang.</summary>
internal static class Watch
{
    /// <summary>A child process of this program.</summary>
    public static ChildProgram Child(params string[] arguments) => new("NetGen.Stress.dll", arguments) { SilenceTimeout = TimeSpan.FromMinutes(2) };

    /// <summary>Runs all cases. If the process ends early, the case that it last named has failed, and another process continues after it.</summary>
    /// <param name="count">The number of cases.</param>
    /// <param name="from">Creates the process that runs the cases from a given one on.</param>
    /// <param name="ended">Called with what each process printed.</param>
    /// <exception cref="InvalidOperationException">A process ended before its first case.</exception>
    public static IEnumerable<Fault> Faults(int count, Func<int, ChildProgram> from, Action<IReadOnlyList<string>>? ended = null)
    {
        for (int next = 0; next < count; next++)
        {
            ChildProgram.Ending ending = from(next).Run();
            ended?.Invoke(ending.Lines);
            if (ending is { ExitCode: 0, WasSilent: false })
                yield break;
            if (ending.Lines.Count == 0)
                throw new InvalidOperationException($"The process ended before its first case: {ending.Errors}");
            string[] last = ending.Lines[^1].Split(' ', 2);
            next = int.Parse(last[0]);
            yield return new(next, last[1], ending);
        }
    }

    /// <summary>A case that ended its process.</summary>
    /// <param name="Case">The number of the case.</param>
    /// <param name="Call">The operation at which it ended.</param>
    /// <param name="Ending">How the process ended.</param>
    public sealed record Fault(int Case, string Call, ChildProgram.Ending Ending);
}
