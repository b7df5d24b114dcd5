using System.Runtime.CompilerServices;

namespace VerifyXunit;

/// <summary>Verify's call and Verify's files, for where its packages can't be restored: compares with <c>Class.Method.verified.ext</c> beside the test, and leaves <c>Class.Method.received.ext</c> there when they differ. Built with <c>-p:UseVerify=true</c>, Verify itself takes this one's place.</summary>
public static class Verifier
{
    /// <summary>Asserts that a text is the verified one, line ends aside.</summary>
    public static async Task Verify(string target, string extension, [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "")
    {
        string name = Path.Combine(Path.GetDirectoryName(sourceFile)!, $"{Path.GetFileNameWithoutExtension(sourceFile)}.{method}");
        string verified = $"{name}.verified.{extension}", received = $"{name}.received.{extension}";
        string expected = File.Exists(verified) ? await File.ReadAllTextAsync(verified) : "";
        if (Lines(expected) == Lines(target))
        {
            File.Delete(received);
            return;
        }
        await File.WriteAllTextAsync(received, target);
        Assert.Fail($"{Path.GetFileName(received)} differs from {Path.GetFileName(verified)}. If the new text is right, rename it.");
    }

    private static string Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n');
}
