using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using VerifyXunit;
using Xunit.Sdk;

namespace NetGen.Tests.Snapshots;

/// <summary>Tests the rules of Verify for the files of a test.</summary>
public sealed class VerifierTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netgen-snapshots-").FullName;

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\r\nb")]
    [InlineData("a\nb\n")]
    public async Task Accepts_any_line_ending_and_one_final_newline(string verified)
    {
        Write("T.M.verified.txt", verified);
        Write("T.M.received.txt", "stale");
        Write("T.Mine.received.txt", "another test's");
        await Verifier.Verify("a\nb", "txt", Source, "M");
        Assert.Equal(["T.M.verified.txt", "T.Mine.received.txt"], Names());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("a")]
    [InlineData("a\nb\n\n")]
    [InlineData(" a\nb")]
    public async Task Rejects_any_other_text_and_writes_the_received_file(string? verified)
    {
        if (verified is not null)
            Write("T.M.verified.txt", verified);
        await Assert.ThrowsAnyAsync<XunitException>(() => Verifier.Verify("a\r\nb", "txt", Source, "M"));
        Assert.Equal("a\nb", File.ReadAllText(Path.Combine(_folder, "T.M.received.txt")));
        Assert.Equal(verified, verified is null ? null : File.ReadAllText(Path.Combine(_folder, "T.M.verified.txt")));
    }

    [Fact]
    public async Task Compares_each_file_of_a_generator_and_reports_missing_ones()
    {
        Write("T.M#A.g.verified.cs", "//HintName: A.g.cs\nclass A;\n");
        Write("T.M#Gone.g.verified.cs", "//HintName: Gone.g.cs\nclass Gone;\n");
        GeneratorDriver driver = CSharpGeneratorDriver.Create(new Emits("A.g.cs", "B.g.cs")).RunGenerators(CSharpCompilation.Create("Empty"));
        XunitException fault = await Assert.ThrowsAnyAsync<XunitException>(() => Verifier.Verify(driver, Source, "M"));
        Assert.Contains("T.M#B.g.received.cs differs from T.M#B.g.verified.cs", fault.Message);
        Assert.Contains("Nothing was received for T.M#Gone.g.verified.cs", fault.Message);
        Assert.Equal(["T.M#A.g.verified.cs", "T.M#B.g.received.cs", "T.M#Gone.g.verified.cs"], Names());
        Assert.Equal("//HintName: B.g.cs\nclass B;\n", File.ReadAllText(Path.Combine(_folder, "T.M#B.g.received.cs")));

        File.Move(Path.Combine(_folder, "T.M#B.g.received.cs"), Path.Combine(_folder, "T.M#B.g.verified.cs"));
        File.Delete(Path.Combine(_folder, "T.M#Gone.g.verified.cs"));
        await Verifier.Verify(driver, Source, "M");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Source => Path.Combine(_folder, "T.cs");

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private IEnumerable<string?> Names() => Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private sealed class Emits(params string[] hints) : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterPostInitializationOutput(output =>
        {
            foreach (string hint in hints)
                output.AddSource(hint, $"class {hint[..1]};\n");
        });
    }
}
