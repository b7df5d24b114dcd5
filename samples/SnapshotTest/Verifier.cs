using System.Runtime.CompilerServices;
using Xunit;

namespace VerifyXunit;

/// <summary>One call of Verify, with Verify's files and rules. With a reference to the package Verify.Xunit in place of this file, tests and snapshots stay as they are.</summary>
public static class Verifier
{
    /// <summary>Asserts that a text is that of <c>Class.Method.verified.ext</c> beside the test, which may end in one newline more; otherwise leaves it there as <c>Class.Method.received.ext</c>.</summary>
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
