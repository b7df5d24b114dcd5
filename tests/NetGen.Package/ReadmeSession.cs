using System.Text.RegularExpressions;

namespace NetGen.Package;

/// <summary>A README played as a reader would follow it: code goes to the files that the first lines of its blocks name, commands run in order, and what they should print is looked for.</summary>
/// <remarks>
/// <para>A block of code begins with a comment that names a file: <c>// Program.cs</c> adds to its end, <c>// Program.cs, instead</c> replaces it; XML is added to a project before its last line.</para>
/// <para>A block of <c>sh</c> has lines <c>dotnet …</c> and <c>cd …</c>; one that begins with <c># In a clone</c> is left to .ci/run. Every line of a block of <c>text</c> must be in what the last command printed.</para>
/// </remarks>
internal sealed partial class ReadmeSession(string file, string folder, Func<string, string[], string> dotnet)
{
    private const string InClone = "# In a clone", Instead = "instead", LastLine = "</Project>";

    private string _folder = folder, _printed = "";

    /// <summary>Plays the whole file. A command that fails, or doesn't print what it should, fails the test with the block's line.</summary>
    public void Play()
    {
        foreach ((int line, string language, string[] block) in Blocks())
            try
            {
                Play(language, block);
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"{file}, the block after line {line}: {fault.Message}", fault);
            }
    }

    private void Play(string language, string[] block)
    {
        switch (language)
        {
            case "sh" when !block[0].StartsWith(InClone, StringComparison.Ordinal):
                foreach (string command in block)
                    Run(command.Split(' ', StringSplitOptions.RemoveEmptyEntries));
                break;
            case "csharp" or "fsharp" or "vb" or "xml":
                Write(block);
                break;
            case "text":
                Assert.All(block, line => Assert.Contains(line, _printed));
                break;
        }
    }

    private void Run(string[] words)
    {
        if (words is ["cd", var target])
            _folder = Path.GetFullPath(Path.Combine(_folder, target));
        else if (words is ["dotnet", .. var arguments])
            _printed = dotnet(_folder, arguments);
        else
            throw new NotSupportedException($"only dotnet and cd are run, not '{string.Join(' ', words)}'");
    }

    private void Write(string[] block)
    {
        Match name = FileName().Match(block[0]);
        if (!name.Success)
            throw new NotSupportedException($"a block of code begins with a comment that names its file, not with '{block[0]}'");
        string path = Path.Combine(_folder, name.Groups["file"].Value), text = string.Join('\n', block[1..]) + "\n";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string before = File.Exists(path) && name.Groups["way"].Value != Instead ? File.ReadAllText(path) : "";
        int place = path.EndsWith("proj", StringComparison.Ordinal) && before.Length > 0 ? before.LastIndexOf(LastLine, StringComparison.Ordinal) : before.Length;
        File.WriteAllText(path, before.Insert(place, text));
    }

    private IEnumerable<(int Line, string Language, string[] Block)> Blocks()
    {
        string[] lines = File.ReadAllLines(file);
        for (int i = 0; i < lines.Length; i++)
            if (lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                int end = Array.IndexOf(lines, "```", i + 1);
                yield return (i + 1, lines[i][3..], lines[(i + 1)..end]);
                i = end;
            }
    }

    [GeneratedRegex(@"^(//|<!--|') (?<file>[\w./]+\.\w+)(, (?<way>instead))?( -->)?$")]
    private static partial Regex FileName();
}
