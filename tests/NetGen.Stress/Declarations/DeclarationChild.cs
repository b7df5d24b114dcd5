using System.Text.Json;

namespace NetGen.Stress.Declarations;

/// <summary>The process that gives sources to the compiler. It prints the number of each before it begins, and again with what became of it.</summary>
internal static class DeclarationChild
{
    public const string Begun = "begun";

    /// <param name="path">A file with the sources.</param>
    /// <param name="first">The first of them.</param>
    public static void Run(string path, int first)
    {
        string[] sources = JsonSerializer.Deserialize<string[]>(File.ReadAllText(path))!;
        for (int i = first; i < sources.Length; i++)
        {
            Console.WriteLine($"{i} {Begun}");
            Console.WriteLine($"{i} {DeclarationCheck.Run(sources[i])}");
        }
    }
}
