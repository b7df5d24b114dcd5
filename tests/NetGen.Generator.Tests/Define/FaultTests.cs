using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using static NetGen.Generator.Tests.Sources;

namespace NetGen.Generator.Tests;

/// <summary>All faults of a body are reported at once, and nothing that only follows from them: <c>⟦…⟧</c> marks each.</summary>
public sealed class FaultTests
{
    private const string Members = """
        static int s_unknown; static string s_text = "";
        static int Twice(int n) => 2 * n;
        static void Fill(int[] items) { items[0] = 9; }
        """;

    [Theory]
    // Statements go on after a fault.
    [InlineData("var a = x.Dense(⟦int.Parse(\"3\")⟧); var b = x.Dense(⟦s_unknown⟧); return a + b;", "NETGEN084 NETGEN085")]
    [InlineData("x = x.Conv2D(4, ⟦9⟧); x = x.Conv2D(4, ⟦0⟧); return x.Dense(⟦0⟧);", "NETGEN047 NETGEN024 NETGEN024")]
    [InlineData("⟦try { } finally { }⟧ return x.Dense(⟦s_unknown⟧);", "NETGEN084 NETGEN085")]
    [InlineData("int[] a = [1, ⟦s_unknown⟧, 3]; return x.Dense(a[0]).Dense(a[1]).Dense(a[⟦3⟧]);", "NETGEN085 NETGEN086")]
    [InlineData("return Tensor.Concat(x.Dense(⟦s_unknown⟧), x.Dense(⟦int.Parse(\"1\")⟧)).Dense(⟦3 / (x.Channels - 3)⟧);", "NETGEN085 NETGEN084 NETGEN086")]
    // An expression goes on with its other operands.
    [InlineData("return x.Dense(⟦s_unknown⟧ + ⟦int.Parse(\"3\")⟧, name: \"a\" + ⟦s_text⟧);", "NETGEN085 NETGEN084 NETGEN085")]
    // Nothing follows from an unknown value.
    [InlineData("int n = ⟦s_unknown⟧; n += 2; n++; n <<= 1; string s = $\"{n}\" + n; return x.Dense(-n, name: s).Dense(Twice(n)).Dense(Math.Max(n, 1));", "NETGEN085")]
    [InlineData("int n = ⟦s_unknown⟧; int[] a = new int[n]; a[0] = 1; foreach (int i in a) x = x.Dense(i); return x.Conv2D(1, 100);", "NETGEN085")]
    [InlineData("int n = ⟦s_unknown⟧; if (n > 1) x = x.Dense(4); return x.Conv1D(4, 3);", "NETGEN085")]
    [InlineData("int n = ⟦s_unknown⟧; if (n > 1) return x.Dense(4); return x.Conv1D(4, 3);", "NETGEN085")]
    [InlineData("int n = ⟦s_unknown⟧; for (int i = 0; i < 3; i++) { if (n > i) continue; x = x.Conv1D(4, 3); } return x;", "NETGEN085")]
    [InlineData("int n = ⟦s_unknown⟧; while (n > 0) { n--; x = x.Dense(n); } return x.Conv1D(4, 3);", "NETGEN085")]
    [InlineData("int n = ⟦s_unknown⟧; switch (n) { case 1: x = x.Dense(4); break; default: break; } return x.Conv1D(4, 3);", "NETGEN085")]
    [InlineData("int n = ⟦s_unknown⟧; Tensor y = n switch { 1 => x.Dense(4), _ => x }; return y.Conv1D(4, 3);", "NETGEN085")]
    [InlineData("int n = ⟦s_unknown⟧; Tensor y = (n, 1) is (2, var m) ? x.Dense(m) : x; return y.Conv1D(4, 3);", "NETGEN085")]
    [InlineData("int n = ⟦s_unknown⟧; bool b = n > 1 && x.Rank == 1 || x.Rank / 0 > 1; return b ? x : x.Conv1D(4, 3);", "NETGEN085")]
    [InlineData("int n = ⟦s_unknown⟧; int[] a = [1, 2]; a[n] = 0; return x.Dense(a[0]).Dense(a[1]);", "NETGEN085")]
    [InlineData("int n = ⟦s_unknown⟧; int[] a = [0, 2]; if (n > 1) Fill(a); return x.Dense(a[0]);", "NETGEN085")]
    [InlineData("int n = ⟦s_unknown⟧, m = 0; void Set() { m = 3; } if (n > 1) Set(); return x.Dense(m);", "NETGEN085")]
    [InlineData("int[] a = [0, 1]; ⟦Array.Sort(a)⟧; return x.Dense(a[0]);", "NETGEN084")]
    [InlineData("var (y, m) = (x.Dense(⟦s_unknown⟧), 0); (x, m) = (y, 2); return x.Dense(m);", "NETGEN085")]
    [InlineData("string? s = ⟦s_text⟧; s ??= \"a\"; s += 1; return x.Dense(4, name: s ?? \"b\");", "NETGEN085")]
    // Nor from a layer without a shape.
    [InlineData("Tensor y = x.Dense(⟦0⟧); return y.Dense(y.Channels).Dense(y.Length / 2) + y.Split(2)[0];", "NETGEN024")]
    [InlineData("Tensor y = x.Dense(⟦0⟧); if (y is { Rank: 1, Channels: 0 }) x = x.Dense(4); return x.Conv1D(1, 1);", "NETGEN024")]
    [InlineData("Tensor y = x.⟦Conv1D(4, 3)⟧; Tensor[] parts = ⟦x.Split(2)⟧; return y + parts[0].Dense(parts.Length);", "NETGEN050 NETGEN086")]
    // What is wrong in a loop or a block is reported once.
    [InlineData("for (int i = 0; i < 5; i++) x = x.Dense(⟦s_unknown⟧ + i); return x;", "NETGEN085")]
    [InlineData("int[] a = [4]; for (int i = 0; i < 5; i++) x = x.Dense(a[⟦i⟧]); return x;", "NETGEN086")]
    // The limits still end the reading.
    [InlineData("x = x.Dense(⟦s_unknown⟧); while (⟦true⟧) { } return x.Dense(0);", "NETGEN085 NETGEN087")]
    [InlineData("Tensor Deep(Tensor y, int n) => n == 0 ? y : Deep(y.Dense(n), n - 1); return Deep(x, ⟦s_unknown⟧);", "NETGEN085")]
    public Task Reports_every_fault(string body, string ids) => Check(Defined(body, Members), ids);

    /// <summary>A block is read with unknown arguments as well.</summary>
    [Theory]
    [InlineData("Wrong(Wrong(x, 4), 1)", "static Tensor Wrong(Tensor x, int n) { int m = ⟦int.Parse(\"3\")⟧; return n > 1 ? x.Dense(n) : x.Dense(m); }", "NETGEN084")]
    [InlineData("Wrong(x.Dense(⟦s_unknown⟧), 2).Conv1D(1, 1)", "static Tensor Wrong(Tensor x, int n) => x.Dense(⟦n / (n - 2)⟧).Dense(⟦Math.Cbrt(n)⟧ > 1 ? 1 : 2);", "NETGEN085 NETGEN086 NETGEN084")]
    [InlineData("Wrong(x, ⟦s_unknown⟧)", "static Tensor Wrong(Tensor x, int n) { x = x.Conv2D(n, 1); return x.Conv2D(2, 0); }", "NETGEN085")]
    [InlineData("Other.Block(x).Dense(0)", "static class Other { public static Tensor Block(Tensor x) { ⟦goto end;⟧ end: return x; } }", "NETGEN084")]
    public Task Reports_the_faults_of_blocks(string result, string block, string ids) => Check(Defined($"return {result};", Members + block), ids);

    /// <summary>Every parameter that is no input.</summary>
    [Fact]
    public Task Reports_every_parameter() =>
        Check(Net("[Network]", "static Tensor Define(⟦Tensor x⟧, [Shape(2)] Tensor y, ⟦[Shape(2)] int z⟧, ⟦ref Tensor w⟧) => x.Dense(z).Dense(0);"), "NETGEN083 NETGEN083 NETGEN083");

    /// <summary>Of a split one part at least must be used, and what reads a part must reach an output.</summary>
    [Theory]
    [InlineData("x.⟦Split(3)⟧; return x.Dense(1);", "NETGEN088 NETGEN088 NETGEN088")]
    [InlineData("var (a, b, _) = x.⟦Split(3)⟧; b.⟦Relu()⟧; return a.Dense(1);", "NETGEN088 NETGEN088")]
    public async Task Reports_what_reads_a_part_in_vain(string body, string ids)
    {
        (string source, List<string> marked) = Parse(Defined(body));
        ImmutableArray<Diagnostic> diagnostics = await Project.Of(source).Analyze();
        Assert.Equal(ids, string.Join(" ", diagnostics.Select(diagnostic => diagnostic.Id)));
        Assert.Equal(marked, diagnostics.Select(diagnostic => source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)).Distinct());
    }

    /// <summary>Only NetGen's own method is known to take parts one after another.</summary>
    [Fact]
    public Task Does_not_guess_what_another_deconstruction_does() =>
        Check(Defined("var ⟦(a, b)⟧ = new[] { 1, 2 }; return x.Dense(a + b);") + "static class Own { public static void Deconstruct(this int[] items, out int a, out int b) => (b, a) = (items[0], items[1]); }", "NETGEN084");

    /// <summary>What C# itself reports is no fault besides.</summary>
    [Theory]
    [InlineData("return x.Dense(unknown).Conv1D(1, 1);")]
    [InlineData("Tensor y = x.Dense(4); Tensor z = Unknown(y); return x.Dense(1);")]
    public async Task Leaves_to_CSharp_what_it_reports(string body)
    {
        Project project = Project.Of(Defined(body));
        Assert.Empty(await project.Analyze());
        Assert.Contains(project.Compilation.GetDiagnostics(), diagnostic => diagnostic.Id == "CS0103");
        project.Generate(out ImmutableArray<GeneratedSourceResult> sources);
        Assert.Empty(sources);
    }

    private static async Task Check(string text, string ids)
    {
        (string source, List<string> marked) = Parse(text);
        ImmutableArray<Diagnostic> diagnostics = await Project.Of(source).Analyze();
        Assert.Equal(ids, string.Join(" ", diagnostics.Select(diagnostic => diagnostic.Id)));
        Assert.Equal(marked, diagnostics.Select(diagnostic => source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)));
    }

    private static (string Source, List<string> Marked) Parse(string text)
    {
        List<string> marked = [];
        for (int start = text.IndexOf('⟦'); start >= 0; start = text.IndexOf('⟦'))
        {
            int end = text.IndexOf('⟧');
            marked.Add(text[(start + 1)..end]);
            text = text.Remove(end, 1).Remove(start, 1);
        }
        return (text, marked);
    }
}
