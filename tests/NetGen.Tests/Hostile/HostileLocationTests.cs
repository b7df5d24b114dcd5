namespace NetGen.Tests.Hostile;

/// <summary>Emitted code joins its class wherever it is declared, and distinguishes classes with similar names.</summary>
public class HostileLocationTests
{
    private const string Declaration = "[NetGen.Network(3)] [NetGen.Dense(2, NetGen.Activation.Tanh)] ";

    public static TheoryData<string, int, string> Locations => new()
    {
        { "the global namespace", 1, $"{Declaration} public sealed partial class X;" },
        { "a deep namespace", 1, $"namespace A.B {{ namespace C {{ {Declaration} public sealed partial class X; }} }}" },
        { "a class", 1, $"namespace A; public partial class Outer {{ {Declaration} public sealed partial class X; }}" },
        { "a static class", 1, $"namespace A; public static partial class Outer {{ {Declaration} public sealed partial class X; }}" },
        { "a struct", 1, $"namespace A; public partial struct Outer {{ {Declaration} public sealed partial class X; }}" },
        { "a record", 1, $"namespace A; public partial record Outer(int Y) {{ {Declaration} public sealed partial class X; }}" },
        { "a record struct", 1, $"public partial record struct Outer {{ {Declaration} public sealed partial class X; }}" },
        { "a ref struct and a readonly struct", 2, $"public ref partial struct Ref {{ {Declaration} public sealed partial class X; }} public readonly partial struct Readonly {{ {Declaration} public sealed partial class X; }}" },
        { "an interface", 1, $"namespace A; public partial interface IOuter {{ {Declaration} public sealed partial class X; }}" },
        { "types in types", 1, $"namespace A; public partial class Outer {{ internal partial struct Middle {{ {Declaration} internal sealed partial class X; }} }}" },
        { "private", 1, $"namespace A; public partial class Outer {{ {Declaration} private sealed partial class X; }}" },
        { "protected internal", 1, $"namespace A; public partial class Outer {{ {Declaration} protected internal partial class X; }}" },
        { "private protected", 1, $"namespace A; public partial class Outer {{ {Declaration} private protected partial class X; }}" },
        { "internal, not sealed", 1, $"{Declaration} partial class X;" },
        { "keywords", 2, $"namespace @namespace.@new; {Declaration} public sealed partial class @class; public partial class @int {{ {Declaration} public sealed partial class @void; }}" },
        { "contextual keywords", 3, $"namespace var; {Declaration} public sealed partial class @record; {Declaration} public sealed partial class @field; {Declaration} public sealed partial class @await;" },
        { "letters beyond ASCII", 3, $"namespace Größe.网; {Declaration} public sealed partial class Élan; {Declaration} public sealed partial class 网络; {Declaration} public sealed partial class Ё;" },
        { "one name in two namespaces", 2, $"namespace A {{ {Declaration} public sealed partial class X; }} namespace B {{ {Declaration} public sealed partial class X; }}" },
        { "one name in two types", 2, $"public partial class A {{ {Declaration} public sealed partial class X; }} public partial class B {{ {Declaration} public sealed partial class X; }}" },
        { "a namespace against a type", 2, $"namespace A.B {{ {Declaration} public sealed partial class X; }} namespace A {{ public partial class C {{ {Declaration} public sealed partial class X; }} }}" },
        { "names that differ in case", 3, $"namespace A; {Declaration} public sealed partial class Net; {Declaration} public sealed partial class NET; {Declaration} public sealed partial class nEt;" },
        { "dots against underscores", 2, $"namespace A.B {{ {Declaration} public sealed partial class C; }} namespace A {{ {Declaration} public sealed partial class B_C; }}" },
        { "names of the library's own types", 6, string.Concat(new[] { "Workspace", "ParameterBlock", "Network", "Activations", "Shards", "Kernels" }.Select(name => $"namespace In{name} {{ {Declaration} public sealed partial class {name}; }}")) },
        { "names of .NET's types", 6, string.Concat(new[] { "Span", "Unsafe", "MathF", "Vector512", "MethodImpl", "Object" }.Select(name => $"namespace In{name} {{ {Declaration} public sealed partial class {name}; }}")) },
        { "namespaces called as ours", 3, $"namespace NetGen.Kernels {{ {Declaration} public sealed partial class X; }} namespace Acme.NetGen {{ {Declaration.Replace("NetGen.", "global::NetGen.")} public sealed partial class X; }} namespace NetGen {{ {Declaration} public sealed partial class X; }}" },
        { "namespaces called as .NET's", 2, $"namespace System {{ {Declaration} public sealed partial class X; }} namespace Acme.System {{ {Declaration} public sealed partial class X; }}" },
    };

    [Theory]
    [MemberData(nameof(Locations))]
    public void Compiles_without_a_warning(string place, int networks, string source)
    {
        Assert.NotEmpty(place);
        // A name of lower-case ASCII letters only gives a warning in any code (CS8981), which is not NetGen's.
        HostileCompilation.Check(networks, source);
    }
}
