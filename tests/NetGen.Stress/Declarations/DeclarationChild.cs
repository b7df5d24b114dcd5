using System.Text.Json;

namespace NetGen.Stress.Declarations;

/// <summary>The child process that passes sources to the compiler. It prints the number of each before it begins, and again with its outcome.</summary>
internal static class DeclarationChild
{
    public const string Started = "started";

    /// <param name="path">A file with the sources.</param>
    /// <param name="first">The index of the first source.</param>
    public static void Run(string path, int first)
    {
        string[] sources = JsonSerializer.Deserialize<string[]>(File.ReadAllText(path))!;
        for (int i = first; i < sources.Length; i++)
        {
            Console.WriteLine($"{i} {Started}");
            Console.WriteLine($"{i} {DeclarationCheck.Run(sources[i])}");
        }
    }
}
