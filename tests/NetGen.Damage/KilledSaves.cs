using System.Diagnostics;
using NetGen.Bits;

namespace NetGen.Damage;

/// <summary>Processes that are killed while they save: the file is always one that was saved, and what they leave beside it is cleared by the next save.</summary>
public static class KilledSaves
{
    private const int MostMilliseconds = 40;

    private static readonly Broad[] s_networks = [new(seed: 1), new(seed: 2)];

    private static readonly Lazy<int[][]> s_saved = new(() => [.. s_networks.Select(network => BitsOf(network.Parameters))]);

    /// <summary>Kills so many processes, every third beside another one that saves to the same path, and says what was left then.</summary>
    /// <exception cref="InvalidOperationException">The file was damaged, more was left than there may be, or a process that was not killed failed.</exception>
    public static IEnumerable<Outcome> Run(int count, int seed)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("netgen-kills-");
        try
        {
            string path = Path.Combine(folder.FullName, "weights.safetensors");
            var random = new Random(seed);
            for (int i = 0; i < count; i++)
            {
                using (SavingProcess? rival = i % 3 == 2 ? new(path) : null)
                {
                    using (var victim = new SavingProcess(path))
                        ReadFor(random.Next(MostMilliseconds), path);
                    ReadFor(0, path);
                    // It clears what the victim has left, and nobody has cleared what it writes itself.
                    rival?.AwaitSave();
                }
                ReadFor(0, path);
                int left = folder.GetFileSystemInfos().Length - 1;
                if (left > 1)
                    throw new InvalidOperationException($"After kill {i} of seed {seed} there are {left} temporary files; the last process can have left only one.");
                yield return left == 0 ? Outcome.Clean : Outcome.Leftover;
            }
            s_networks[0].Save(path);
            if (folder.GetFileSystemInfos() is not [_])
                throw new InvalidOperationException("The last save did not clear what was left.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Saves until the process is killed.</summary>
    internal static void Save(string path) => SavingProcess.Run(path, [s_networks[0].Save, s_networks[1].Save]);

    /// <summary>Reads the file, once at least: whoever saves or dies meanwhile, it is whole.</summary>
    private static void ReadFor(int milliseconds, string path)
    {
        var clock = Stopwatch.StartNew();
        do
        {
            int[] bits = BitsOf(Broad.Load(path).Parameters);
            if (!s_saved.Value.Any(saved => saved.AsSpan().SequenceEqual(bits)))
                throw new InvalidOperationException("The file holds weights that nobody saved.");
        }
        while (clock.ElapsedMilliseconds < milliseconds);
    }
}
