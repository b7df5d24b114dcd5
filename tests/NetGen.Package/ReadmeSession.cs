using System.Text.RegularExpressions;

namespace NetGen.Package;

/// <summary>Executes a README as a reader would follow it: writes code to the files that the first lines of its blocks name, runs the commands in order, and checks their output.</summary>
/// <remarks>
/// <para>A block of code begins with a comment that names a file: <c>// Program.cs</c> adds to its end, <c>// Program.cs, instead</c> replaces it; XML is added to a project before its last line.</para>
/// <para>A block of <c>sh</c> has lines <c>dotnet …</c> and <c>cd …</c>; one that begins with <c># In a clone</c> is left to .ci/run. Every line of a block of <c>text</c> must occur in the output of the last command.</para>
/// </remarks>
internal sealed partial class ReadmeSession(string file, string folder, Func<string, string[], string> dotnet)
{
    private const string InClone = "# In a clone", Instead = "instead", LastLine = "</Project>";

    private string _folder = folder, _output = "";

    /// <summary>Executes the whole file. A command that fails, or whose output is not as documented, fails the test with the block's line.</summary>
    public void Execute()
    {
        foreach ((int line, string language, string[] block) in Blocks())
            try
            {
                Execute(language, block);
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"{file}, the block after line {line}: {fault.Message}", fault);
            }
    }

    private void Execute(string language, string[] block)
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
                Assert.All(block, line => Assert.Contains(line, _output));
                break;
        }
    }

    private void Run(string[] words)
    {
        if (words is ["cd", var target])
            _folder = Path.GetFullPath(Path.Combine(_folder, target));
        else if (words is ["dotnet", .. var arguments])
            _output = dotnet(_folder, arguments);
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
        int position = path.EndsWith("proj", StringComparison.Ordinal) && before.Length > 0 ? before.LastIndexOf(LastLine, StringComparison.Ordinal) : before.Length;
        File.WriteAllText(path, before.Insert(position, text));
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
