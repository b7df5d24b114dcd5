using System.Diagnostics;

namespace NetGen.Damage;

/// <summary>A process that saves to a path, again and again, until it is killed.</summary>
internal sealed class SavingProcess : IDisposable
{
    /// <summary>The argument, before the path, that makes this program such a process.</summary>
    public const string Argument = "save";

    private readonly Process _process;

    /// <summary>Returns when it has saved for the first time.</summary>
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
    /// <exception cref="InvalidOperationException">The process has ended, as a save that fails ends it.</exception>
    public void AwaitSave()
    {
        _process.StandardInput.WriteLine();
        if (_process.StandardOutput.ReadLine() is null)
            throw new InvalidOperationException("A process that saves has failed.");
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

    /// <summary>What it does: saves in turns, and answers each line after a save that has begun since.</summary>
    public static void Run(string path, Action<string>[] saves)
    {
        int asked = 0, answered = 0;
        var questions = new Thread(() =>
        {
            while (Console.ReadLine() is not null)
                Interlocked.Increment(ref asked);
            Environment.Exit(1); // who would kill it is gone
        });
        questions.IsBackground = true;
        questions.Start();
        for (int i = 0; ; i++)
        {
            int toAnswer = Volatile.Read(ref asked);
            saves[i % saves.Length](path);
            for (; answered < toAnswer; answered++)
                Console.WriteLine(i);
        }
    }
}
