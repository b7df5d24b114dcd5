namespace NetGen.Stress.Declarations;

/// <summary>Positions of attributes in a source, and names of classes.</summary>
internal static class Forms
{
    public const string Plain = "$A\npublic sealed partial class $N;", PlainName = "Net";

    private const string Other = "[Network(2)] [Dense(1)]";

    /// <summary>Kinds of types, valid and invalid.</summary>
    public static readonly string[] All =
    [
        "$A partial class $N { }",
        "$A internal class $N;",
        "$A public static partial class $N;",
        "$A public abstract partial class $N;",
        "$A file sealed partial class $N;",
        "$A public unsafe partial class $N;",
        "$A public partial record $N;",
        "$A public partial record class $N(int X);",
        "$A public partial struct $N;",
        "$A public ref partial struct $N;",
        "$A public readonly partial record struct $N;",
        "$A public partial interface $N;",
        "$A public enum $N;",
        "$A public delegate void $N();",
        "$A public partial class $N<T>;",
        "$A public partial class $N<T, U> where T : class, new() { }",
        "$A public partial class $N(int x) { public int Y => x; }",
        "$A public partial class $N();",
        .. Nested, .. InNamespaces, .. Parts, .. Bases, .. Members, .. Texts,
    ];

    public static readonly string[] Names =
    [
        "@class", "@void", "@namespace", "@record", "@await", "unmanaged", "@_", "_", "var", "dynamic", "nint", "field", "scoped", "Größe", "网络", "Ё", "Né\u0301", "x\u200Cy", "\\u0041b",
        "Network", "Dense", "NetGen", "System", "Kernels", "Workspace", "Activation", "Span", "Object", "Forward", "Layout", "T", "g", "A_B", "NetKernels", "NetGen_Generated",
        "A123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789",
    ];

    private static string[] Nested =>
    [
        "public partial class Outer { $A private sealed partial class $N; }",
        "public class Outer { $A public sealed partial class $N; }",
        "public partial struct Outer { public partial class Middle { $A protected internal partial class $N; } }",
        "public partial record Outer(int X) { $A public sealed partial class $N; }",
        "public readonly partial record struct Outer { $A public sealed partial class $N; }",
        "public partial interface IOuter { $A public sealed partial class $N; }",
        "public static partial class Outer { $A public sealed partial class $N; }",
        "public partial class Outer<T> { $A public sealed partial class $N; }",
        "file partial class Outer { $A public sealed partial class $N; }",
        "public partial class @class { $A private protected partial class $N; }",
        "public partial class Outer { $A public sealed partial class $N; public class System; public class NetGen; }",
    ];

    private static string[] InNamespaces =>
    [
        "namespace A.B;\n$A public sealed partial class $N;",
        "namespace @namespace.@new;\n$A public sealed partial class $N;",
        "namespace Größe.网络 { $A public sealed partial class $N; }",
        "namespace NetGen.Generated { $A public sealed partial class $N; public struct Lanes512; }",
        "namespace NetGen { $A public sealed partial class $N; }",
        "namespace NetGen.Kernels { $A public sealed partial class $N; }",
        "namespace System { public partial class Outer { $A public sealed partial class $N; } }",
        $"namespace A {{ $A public sealed partial class $N; }} namespace B {{ {Other} public sealed partial class $N; }}",
    ];

    private static string[] Parts =>
    [
        "$A public partial class $N; sealed partial class $N { int x = 1; int X => x; }",
        "public partial class $N; $A sealed partial class $N;",
        "$A public partial class $N; [Dense(3)] partial class $N;",
        "[Dense(3)] public partial class $N; $A partial class $N;",
        "$A [Obsolete] public partial class $N; [Network(3)] partial class $N;",
        "$A public class $N; partial class $N;",
    ];

    private static string[] Bases =>
    [
        "$A public partial class $N : $N;",
        "$A public partial class $N : Missing;",
        "$A public partial class $N : IDisposable { public void Dispose() { } }",
        "$A public partial class $N : Base; public class Base(int x) { public int X => x; }",
        "$A public partial class $N : Base; public class Base { private protected Base(params int[] x) => _ = x; }",
        $"$A public partial class $N : Base; {Other} public partial class Base;",
        "$A public sealed partial class $N : Base; public class Base { public virtual void Save(string path) { } public virtual Base Clone() => this; }",
        "$A public sealed partial class $N : Base; public abstract class Base { public abstract ref Base Clone(); public virtual ref readonly ParameterBlock Parameters => throw new NotSupportedException(); }",
        "$A public partial class $N : List<int>; public class List<T>;",
        "$A public partial class $N : INetwork<$N>;",
        "$A public partial class $N : ITrainableNetwork<$N>, IEquatable<$N> { public bool Equals($N? other) => false; }",
    ];

    private static string[] Members =>
    [
        "$A public partial class $N { public $N(string s) : this(1UL) { } }",
        "$A public partial class $N { public $N() { } }",
        "$A public partial class $N { static $N() { } ~$N() { } }",
        "$A public partial class $N { public required int Size { get; init; } }",
        "$A public partial class $N { public int InputLength => 1; public static int Forward = 1; }",
        "$A public partial class $N { public void Forward(ReadOnlySpan<float> a, Span<float> b) { } public int Save<T>(T x) => 1; }",
        "$A public partial class $N { public static implicit operator int($N x) => 1; public int this[int i] => i; public event Action? Done { add { } remove { } } }",
        "$A public partial class $N { public class INetwork; public class global; public const int hidden = 1, System = 2; }",
        "$A public partial class $N { partial void Extra(); public partial int Half(); public partial int Half() => 1; }",
        "$A public partial class $N { public const int Units = 3; }",
    ];

    private static string[] Texts =>
    [
        "/// <summary>A & B <see cref=\"Missing\"/></summary>\n$A\npublic sealed partial class $N;",
        "#if UNDEFINED\n#else\n$A\n#endif\npublic sealed partial class $N;",
        "$A // the end\n#pragma warning disable\npublic sealed /* of */ partial class\n$N\n;",
        "#nullable disable\n#line 100 \"Elsewhere.cs\"\n$A public sealed partial class $N;",
        "$A",
        "$A public sealed partial class",
        "public sealed partial class $N { $A }",
        "public sealed partial class $N { $A public void M() { } }",
        "[assembly: CLSCompliant(true)] $A public sealed partial class $N;",
        "$A $A public sealed partial class $N;",
    ];
}
