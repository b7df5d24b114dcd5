using System.Diagnostics;

namespace NetGen.Damage;

/// <summary>A process that repeatedly saves to a path until it is killed.</summary>
internal sealed class SavingProcess : IDisposable
{
    /// <summary>The argument, before the path, that starts this program as such a process.</summary>
    public const string Argument = "save";

    private readonly Process _process;

    /// <summary>Starts the process, and returns after its first save.</summary>
    public SavingProcess(string path)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "NetGen.Damage.dll");
        _process = Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, Argument, path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        AwaitSave();
    }

    /// <summary>Waits for a save that begins from now on.</summary>
    /// <exception cref="InvalidOperationException">The process has ended, because a save failed.</exception>
    public void AwaitSave()
    {
        _process.StandardInput.WriteLine();
        if (_process.StandardOutput.ReadLine() is null)
            throw new InvalidOperationException("A saving process has failed.");
    }

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    /// <summary>Runs the process: saves repeatedly, and answers each input line after a save that began later.</summary>
    public static void Run(string path, Action<string>[] saves)
    {
        int requested = 0, served = 0;
        var questions = new Thread(() =>
        {
            while (Console.ReadLine() is not null)
                Interlocked.Increment(ref requested);
            Environment.Exit(1); // the parent process has ended
        });
        questions.IsBackground = true;
        questions.Start();
        for (int i = 0; ; i++)
        {
            int toServe = Volatile.Read(ref requested);
            saves[i % saves.Length](path);
            for (; served < toServe; served++)
                Console.WriteLine(i);
        }
    }
}
