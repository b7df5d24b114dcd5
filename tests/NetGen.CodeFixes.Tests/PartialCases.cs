namespace NetGen.CodeFixes.Tests;

/// <summary>Classes and their containing types become partial.</summary>
public sealed class PartialCases : Cases
{
    public PartialCases()
    {
        Class("class A;", "partial class A;");
        Class("public sealed class A;", "public sealed partial class A;");
        Class("public /* why */ class /* what */ A { int x; }", "public /* why */ partial class /* what */ A { int x; }");
        Class("// what it does\n    public\n    // and how\n    class A\n    {\n    }", "// what it does\n    public\n    // and how\n    partial class A\n    {\n    }");
        Class("class @class;", "partial class @class;");
        Class("public record A;", "public partial record A;");
        Class("public record class A;", "public partial record class A;");
        Class("sealed record A(int X);", "sealed partial record A(int X);");

        // A class with its containing types; containing types of other kinds, and all their declarations.
        Add("NETGEN002", "PartialFix",
            [File("public static class Outer\n{\n    [Network(2)]\n    [Dense(1)]\n    class A;\n}")],
            [File("public static partial class Outer\n{\n    [Network(2)]\n    [Dense(1)]\n    partial class A;\n}")]);
        Around("class Outer { ⟦ }", "partial class Outer { ⟦ }");
        Around("interface IOuter { ⟦ }", "partial interface IOuter { ⟦ }");
        Around("public struct Outer { ⟦ }", "public partial struct Outer { ⟦ }");
        Around("ref struct Outer { ⟦ }", "ref partial struct Outer { ⟦ }");
        Around("record Outer { ⟦ }", "partial record Outer { ⟦ }");
        Around("readonly record struct Outer(int X) { ⟦ }", "readonly partial record struct Outer(int X) { ⟦ }");
        Around("class A { class B { partial class C { class D { ⟦ } } } }", "partial class A { partial class B { partial class C { partial class D { ⟦ } } } }");
        Around("class Outer { ⟦ [Network(2), Dense(1)] partial class Second; }", "partial class Outer { ⟦ [Network(2), Dense(1)] partial class Second; }");
        Around("namespace N { class Outer { ⟦ } } namespace M { class Outer; }", "namespace N { partial class Outer { ⟦ } } namespace M { class Outer; }");

        // Several in one file, and in several files.
        Add("NETGEN002", "PartialFix",
            [File("[Network(2), Dense(1)] class A;\nclass Other;\n[Network(2), Dense(1)] class B;"), File("[Network(3), Dense(1)] class C;")],
            [File("[Network(2), Dense(1)] partial class A;\nclass Other;\n[Network(2), Dense(1)] partial class B;"), File("[Network(3), Dense(1)] partial class C;")]);
    }

    private void Class(string before, string after) => Add("NETGEN002", "PartialFix", [File($"[Network(2)] [Dense(1)] {before}")], [File($"[Network(2)] [Dense(1)] {after}")]);

    private void Around(string before, string after)
    {
        const string Network = "[Network(2)] [Dense(1)] partial class Net;";
        Add("NETGEN006", "PartialFix", [File(before.Replace("⟦", Network))], [File(after.Replace("⟦", Network))]);
    }
}
