using System.Runtime.CompilerServices;
using Xunit;

namespace VerifyXunit;

/// <summary>One method of Verify, with Verify's file names and rules. Tests and snapshots stay unchanged if a reference to the package Verify.Xunit replaces this file.</summary>
public static class Verifier
{
    /// <summary>Asserts that a text equals <c>Class.Method.verified.ext</c> next to the test, except for one final newline; otherwise writes it there as <c>Class.Method.received.ext</c>.</summary>
    public static async Task Verify(string target, string extension, [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "")
    {
        string test = Path.Combine(Path.GetDirectoryName(sourceFile)!, $"{Path.GetFileNameWithoutExtension(sourceFile)}.{method}");
        string verified = $"{test}.verified.{extension}", received = $"{test}.received.{extension}";
        File.Delete(received);
        if (File.Exists(verified) && (await File.ReadAllTextAsync(verified)).ReplaceLineEndings("\n") is var text && (text == target || text == $"{target}\n"))
            return;
        await File.WriteAllTextAsync(received, target);
        Assert.Fail($"{Path.GetFileName(received)} differs from {Path.GetFileName(verified)}.");
    }
}
