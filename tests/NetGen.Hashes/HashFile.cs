using System.Runtime.CompilerServices;

namespace NetGen.Hashes;

/// <summary>The recorded hashes: one line for each, with its name and its value, sorted by name.</summary>
internal static class HashFile
{
    public static string Folder { get; } = Here();

    private static string FileName => Path.Combine(Folder, "Hashes.txt");

    public static SortedDictionary<string, string> Read()
    {
        SortedDictionary<string, string> hashes = new(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(FileName))
            if (line.Split(' ') is [string name, string hash])
                hashes.Add(name, hash);
            else
                throw new FormatException($"{FileName} has a line that is not a name and a hash: {line}");
        return hashes;
    }

    public static void Write(SortedDictionary<string, string> hashes) =>
        File.WriteAllText(FileName, string.Concat(hashes.Select(entry => $"{entry.Key} {entry.Value}\n")));

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
