using System.Diagnostics;
using NetGen.Bits;

namespace NetGen.Damage;

/// <summary>Processes that are killed while they save: the file is always a completely saved one, and the next save deletes their temporary files.</summary>
public static class KilledSaves
{
    private const int MaxMilliseconds = 40;

    private static readonly Broad[] s_networks = [new(seed: 1), new(seed: 2)];

    private static readonly Lazy<int[][]> s_saved = new(() => [.. s_networks.Select(network => BitsOf(network.Parameters))]);

    /// <summary>Kills processes, every third while another one saves to the same path, and returns what was left.</summary>
    /// <exception cref="InvalidOperationException">The file was damaged, too many files were left, or a process that was not killed failed.</exception>
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
                        ReadFor(random.Next(MaxMilliseconds), path);
                    ReadFor(0, path);
                    // It deletes the files of the killed process, but nothing has deleted the one that it writes itself.
                    rival?.AwaitSave();
                }
                ReadFor(0, path);
                int left = folder.GetFileSystemInfos().Length - 1;
                if (left > 1)
                    throw new InvalidOperationException($"After kill {i} of seed {seed} there are {left} temporary files; the last process can leave only one.");
                yield return left == 0 ? Outcome.Clean : Outcome.Leftover;
            }
            s_networks[0].Save(path);
            if (folder.GetFileSystemInfos() is not [_])
                throw new InvalidOperationException("The last save did not delete the temporary files.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Saves until the process is killed.</summary>
    internal static void Save(string path) => SavingProcess.Run(path, [s_networks[0].Save, s_networks[1].Save]);

    /// <summary>Reads the file at least once: it is intact whatever processes save or are killed meanwhile.</summary>
    private static void ReadFor(int milliseconds, string path)
    {
        var clock = Stopwatch.StartNew();
        do
        {
            int[] bits = BitsOf(Broad.Load(path).Parameters);
            if (!s_saved.Value.Any(saved => saved.AsSpan().SequenceEqual(bits)))
                throw new InvalidOperationException("The file contains weights that were never saved.");
        }
        while (clock.ElapsedMilliseconds < milliseconds);
    }
}
