using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace VerifyXunit;

/// <summary>The methods, file names and rules of Verify, for environments where its packages can't be restored. A build with <c>-p:UseVerify=true</c> uses Verify itself instead.</summary>
/// <remarks>A text is compared with <c>Class.Method.verified.ext</c> next to the test, and written there as <c>Class.Method.received.ext</c> if they differ.</remarks>
public static class Verifier
{
    /// <summary>Asserts that a text equals the verified one.</summary>
    public static Task Verify(string target, string extension, [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "") =>
        Verify([(Name: "", extension, target)], sourceFile, method);

    /// <summary>Asserts that the files emitted by a generator equal the verified ones, and that it has reported no diagnostics.</summary>
    /// <remarks>Each file is <c>Class.Method#Hint.verified.cs</c>, and its first line is its hint name.</remarks>
    public static Task Verify(GeneratorDriver target, [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "")
    {
        GeneratorDriverRunResult run = target.GetRunResult();
        Assert.Empty(run.Diagnostics);
        return Verify(
            from source in run.Results.SelectMany(result => result.GeneratedSources)
            select (Name: $"#{Path.GetFileNameWithoutExtension(source.HintName)}", Extension: "cs", Text: $"//HintName: {source.HintName}\n{source.SourceText}"),
            sourceFile, method);
    }

    private static async Task Verify(IEnumerable<(string Name, string Extension, string Text)> targets, string sourceFile, string method)
    {
        string folder = Path.GetDirectoryName(sourceFile)!, test = $"{Path.GetFileNameWithoutExtension(sourceFile)}.{method}";
        foreach (string stale in Files(folder, test, "received"))
            File.Delete(stale);

        List<string> faults = [];
        HashSet<string> left = [.. Files(folder, test, "verified")];
        foreach ((string name, string extension, string target) in targets)
        {
            string text = Lines(target), verified = Path.Combine(folder, $"{test}{name}.verified.{extension}"), received = Path.Combine(folder, $"{test}{name}.received.{extension}");
            // Editors may add a final newline.
            if (left.Remove(verified) && Lines(await File.ReadAllTextAsync(verified)) is string expected && (expected == text || expected == $"{text}\n"))
                continue;
            await File.WriteAllTextAsync(received, text);
            faults.Add($"{Path.GetFileName(received)} differs from {Path.GetFileName(verified)}. If the new text is right, rename it.");
        }
        faults.AddRange(left.Select(verified => $"Nothing was received for {Path.GetFileName(verified)}. If that is right, delete it."));
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    private static IEnumerable<string> Files(string folder, string test, string kind) =>
        from path in Directory.GetFiles(folder, $"{test}*.{kind}.*")
        let name = Path.GetFileName(path)
        where name.StartsWith($"{test}.{kind}.", StringComparison.Ordinal) || name.StartsWith($"{test}#", StringComparison.Ordinal)
        select path;

    private static string Lines(string text) => text.Replace("\r\n", "\n").Replace('\r', '\n');
}
