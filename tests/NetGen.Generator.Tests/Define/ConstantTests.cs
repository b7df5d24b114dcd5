using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Tests;

/// <summary>Values in a <c>Define</c> are those that C# computes: the same statements are compiled and run, with overflow checks, and read.</summary>
public sealed class ConstantTests
{
    /// <summary>Statements that give a variable <c>r</c>.</summary>
    private static readonly string[] s_rows =
    [
        // Compound assignments convert the target to the operator's type, and the result back.
        "double r = 1; r += 2; r -= 1L; r *= 'a'; r /= 7f;",
        "float r = 1; r += 2; r /= 3; r %= 0.25f;",
        "byte r = 250; r += 5; r -= 3; r *= 1; r /= 4; r %= 40; r |= 128; r &= 0xF3; r ^= 5;",
        "byte r = 250; r += 6;",
        "sbyte r = -128; r -= 1;",
        "short r = 300; r *= 300;",
        "ushort r = 0; r--;",
        "char r = 'a'; r += 'b'; r--; ++r;",
        "int r = 5; r += 'a'; r -= (byte)3; r <<= 3; r >>= 1; r >>>= 2; r ^= -1; r >>>= 28;",
        "int r = int.MaxValue; r <<= 1;",
        "int r = 1; r <<= 33; int k = -1; r <<= k; r >>= 65;",
        "int r = int.MaxValue; r += 1;",
        "int r = int.MinValue; r /= -1;",
        "int r = int.MinValue, m = -1; r %= m;",
        "int zero = 0, r = 4; r /= zero;",
        "int zero = 0, r = 4; r %= zero;",
        "uint r = 3; r += 4; r *= 7u; r <<= 31; r >>= 3; r = ~r; int n = 2; r += (uint)n;",
        "uint r = 3; r -= 4;",
        "long r = 1; int k = 40; r <<= k; r += k; r -= 'a'; r *= -3; r >>= 2; r >>>= 1; r |= 5;",
        "long r = long.MinValue; r--;",
        "ulong r = ulong.MaxValue; r >>= 3; r -= 1u; r ^= 12345; r /= 3; r %= 1000; r <<= 60;",
        "ulong r = ulong.MaxValue; r++;",
        "bool r = true; r &= 1 > 2; r |= 2 > 1; r ^= true;",
        "Kind r = Kind.Small; r++; r += 1; r |= Kind.Large; r -= 2;",
        "Wide r = Wide.One; r++; r |= Wide.Three; r ^= (Wide)1; r = ~r & Wide.Three;",
        "Kind k = Kind.Large; int r = k - Kind.Small; r += (int)k;",
        // Texts.
        "string r = \"a\"; r += 1; r += 1.5; r += -0.1f; r += 'c'; r += true; r += Kind.Large; r += null; r += \"b\" + 2 + 'd'; r += 1e20; r += 1 / 3.0; r += 0.1f + 0.2f;",
        "string r = \"a\"; string? s = null; r += s; s += 3; r += s + s;",
        "double d = 1e-7; float f = 16777217; string r = $\"{d} {f} {(long)f} {1.0 / 0 - 1.0 / 0} {-1 / 0.0}\";",
        // Values that may be absent.
        "int? n = null; n ??= 4; n ??= 5; n += 1; n++; int r = (int)n;",
        "int? n = null; n += 1; n++; n <<= 2; bool r = n > 1 || n == null && !(n < 1) && !(n >= n);",
        "int? n = null; int r = (int)n;",
        "bool? a = null, b = false, c = true; bool r = (a & b) == false && (a | c) == true && (a & c) == null && (a ^ c) == null;",
        "double? d = 3; d /= 2; string r = $\"{d}\" + (d ?? 0);",
        "string? s = null; string r = s ??= \"b\"; r += s ??= \"c\";",
        // Overflow wraps where the code says so.
        "int r = int.MaxValue; r = unchecked(r + 1);",
        "int r = int.MaxValue; unchecked { r += 2; r *= 3; r = -r; }",
        "byte r = 200; unchecked { r += 100; r = (byte)(r * 7); sbyte s = (sbyte)r; r -= 200; r++; }",
        "int r = 1; unchecked { r = checked(r + int.MaxValue); }",
        "uint r = 1; r = unchecked(r - 2); long l = long.MinValue; unchecked { l--; r += (uint)l; }",
        "int r = 7; checked { r *= 3; r = unchecked((byte)(r * 100)); }",
        // Conversions.
        "double d = 2.9; int r = (int)d + (int)-d; long l = (long)1e15; r += (int)(l / 1000000000000); r += (byte)d;",
        "double d = 3e9; int r = (int)d;",
        "double d = 3e9; uint r = (uint)d;",
        "double d = double.NaN; int r = (int)d;",
        "float f = -1; byte r = (byte)f;",
        "double d = 300; byte r = (byte)(int)d;",
        "int n = 65; char c = (char)n; string r = $\"{c}\" + (char)(c + 1) + (int)c; double d = c; r += d;",
        "int n = 16777217; float f = n; double d = f; long r = (long)d;",
        "ulong u = ulong.MaxValue; double d = u; float f = u; string r = $\"{d} {f}\";",
        "int n = -1; uint r = (uint)n;",
        "int n = -1; ulong r = unchecked((ulong)n);",
        "Kind k = (Kind)3; int r = (int)k + (int)Kind.Large; k = (Kind)8; string s = $\"{k}\"; r += s.Length;",
        // Assignments are values, and a place is evaluated once.
        "int[] a = [1, 2, 3]; int i = 0; a[i++] += 10; a[i++]++; a[i] = i = 1; int r = a[0] * 100 + a[1] * 10 + a[2] + i;",
        "int[] a = [1, 2, 3]; int i = 0; (a[i++], a[i++]) = (a[1], a[0]); int r = a[0] * 100 + a[1] * 10 + a[2];",
        "int i = 3; int r = i++ + ++i * (i -= 2) + (i = 7);",
        "byte b = 7; int r = b++ + --b; r += b <<= 1; b = (byte)(r -= 1); r += b;",
        "int a = 1, b = 2, c = 3; (a, (b, c)) = (b, (c, a)); (double d, long l) = (a, b); string r = $\"{a}{b}{c} {d / 2} {l}\";",
        "double[] a = [1, 2]; a[0] /= 4; a[^1] -= 1; float[] f = new float[2]; f[1] += 0.1f; string r = $\"{a[0]} {a[1]} {f[0]} {f[1]}\";",
        "byte[] a = new byte[2]; a[1]--; int r = a[1];",
        "int[] a = [1]; int r = a[1];",
        "Shared[0]++; Shared[1] = Shared[0] * 10; var other = Shared; other[0] += 5; int r = Shared[0] + Shared[1]; Shared[0] = 1; Shared[1] = 2;",
        "int r = 0; foreach (byte b in new[] { 1, 2, 3 }) r += b; foreach (double d in new[] { 1, 2 }) r += (int)(d * 1.5);",
        "int r = 0; foreach (byte b in new[] { 1, 256 }) r += b;",
        "int r = 0; for (sbyte s = 125; s > 0; s++) r++;",
        "int r = 0; for (byte b = 1; b < 100; b <<= 1) r += b;",
        "int r = 0; double x1 = 0.1; while ((x1 *= 2) < 3) r++; r = r * 10 + (int)(x1 % 1 * 10);",
    ];

    private const string Members = """
        enum Kind { Small = 1, Large = 4 }
        enum Wide : byte { One = 1, Two, Three }
        """;

    private const string Fields = "static readonly int[] Shared = [1, 2];";

    [Fact]
    public void Values_are_those_of_CSharp() => Compare(s_rows, "r");

    [Fact]
    public void Values_of_random_statements_are_those_of_CSharp()
    {
        var random = new Random(1);
        int count = Environment.GetEnvironmentVariable("NETGEN_LONG") == "1" ? 3000 : 300;
        int failures = Compare([.. Enumerable.Range(0, count).Select(_ => RandomStatements(random))], "v0 + \" \" + v1 + \" \" + v2");
        Assert.InRange(failures, count / 20, count / 2);
    }

    /// <returns>How many end in an exception.</returns>
    private static int Compare(string[] bodies, string result)
    {
        string run = string.Concat(bodies.Select((body, i) => $"public static string M{i}() {{ {body} return \"r\" + {result}; }}\n"));
        string read = string.Concat(bodies.Select((body, i) => $"[Network] partial class N{i} {{ {Fields} static Tensor Define([Shape(1)] Tensor x) {{ {body} return x.Dense(1, name: \"r\" + {result}); }} }}\n"));
        Project project = Project.Of($"using NetGen; public static class Run {{ {Fields} {run} }} {Members}\n{read}");
        using MemoryStream assembly = new();
        var emitted = project.Compilation.Emit(assembly);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        AssemblyLoadContext context = new("Constants", isCollectible: true);
        assembly.Position = 0;
        Type type = context.LoadFromStream(assembly).GetType("Run", throwOnError: true)!;
        int failures = 0;
        List<string> differences = [];
        for (int i = 0; i < bodies.Length; i++)
        {
            string expected = Run(type.GetMethod($"M{i}")!);
            NetworkDeclaration declaration = DeclarationParser.Parse(DeclaredNetwork.Find(project.Type($"N{i}"), Registry.Default)!);
            string actual = declaration.Define.Faults.Count > 0 ? $"{declaration.Define.Faults[0].Kind}" : declaration.Model!.Layers[0].Kind.Name!;
            if (actual != expected)
                differences.Add($"{bodies[i]}\nC#: {expected}\nread: {actual} {string.Join("; ", declaration.Define.Faults.SelectMany(each => each.Arguments))}\n");
            failures += expected == $"{BodyFaultKind.NoResult}" ? 1 : 0;
        }
        context.Unload();
        Assert.True(differences.Count == 0, string.Join("\n", differences.Take(8)));
        return failures;
    }

    private static string Run(MethodInfo method)
    {
        try
        {
            return (string)method.Invoke(null, null)!;
        }
        catch (TargetInvocationException thrown) when (thrown.InnerException is ArithmeticException or IndexOutOfRangeException or InvalidOperationException)
        {
            return $"{BodyFaultKind.NoResult}";
        }
    }

    /// <summary>Three variables of random types, and assignments to them.</summary>
    private static string RandomStatements(Random random)
    {
        string[] types = ["sbyte", "byte", "short", "ushort", "char", "int", "uint", "long", "ulong", "float", "double"];
        string[] own = [.. Enumerable.Range(0, 3).Select(_ => types[random.Next(types.Length)])];
        // C# leaves the conversion of a fraction that doesn't fit open unless it is checked.
        bool wraps = random.Next(3) == 0 && own.All(IsInteger);
        string text = string.Concat(own.Select((type, i) => $"{type} v{i} = {(type == "char" ? "(char)" : "")}{random.Next(IsSigned(type) ? -100 : 0, 100)}; "));
        return text + (wraps ? "unchecked { " : "") + string.Concat(Enumerable.Range(0, random.Next(2, 9)).Select(_ => Statement())) + (wraps ? "} " : "");

        string Statement()
        {
            int to = random.Next(3);
            string type = own[to], common = Common(), operators = IsInteger(common) ? "+-*/%&|^" : "+-*/%";
            return random.Next(6) switch
            {
                0 => $"v{to} {(IsInteger(type) ? "+-*/%&|^" : "+-*/%")[random.Next(IsInteger(type) ? 8 : 5)]}= ({type})v{random.Next(3)}; ",
                1 when IsInteger(type) => $"v{to} {((string[])["<<", ">>", ">>>"])[random.Next(3)]}= {((int[])[-1, 0, 1, 5, 31, 33, 63, 65])[random.Next(8)]}; ",
                2 => $"{((string[])["++", "--"])[random.Next(2)]}v{to}; v{random.Next(3)}--; ",
                3 => $"v{to} = ({type})({((string[])["+", common is "ulong" ? "+" : "-", IsInteger(common) ? "~" : "-"])[random.Next(3)]}({common})v{random.Next(3)}); ",
                4 => $"v{to} = ({common})v{random.Next(3)} {((string[])["<", "<=", "==", "!=", ">=", ">"])[random.Next(6)]} ({common})v{random.Next(3)} ? ({type})1 : ({type})v{random.Next(3)}; ",
                _ => $"v{to} = ({type})(({common})v{random.Next(3)} {operators[random.Next(operators.Length)]} ({common})v{random.Next(3)}); ",
            };
        }

        string Common() => types[random.Next(5, wraps ? 9 : 11)];
        static bool IsInteger(string type) => type is not ("float" or "double");
        static bool IsSigned(string type) => type is not ("byte" or "ushort" or "char" or "uint" or "ulong");
    }
}
