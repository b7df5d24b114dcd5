using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Tests;

/// <summary>One-line sources that declare a network.</summary>
internal static class Sources
{
    /// <summary>A class <c>Net</c> with the given attributes.</summary>
    public static string Net(string attributes, string members = "") => File($"{attributes} public partial class Net {{ {members} }}");

    /// <summary>A small class <c>Net</c> with the given members.</summary>
    public static string NetWith(string members) => Net("[Network(2)] [Dense(1)]", members);

    /// <summary>A small network whose attributes precede the given declaration, such as <c>class A;</c>.</summary>
    public static string On(string declaration) => File($"[Network(2)] [Dense(1)] {declaration}");

    /// <summary>A class <c>Net</c> whose <c>Define</c> has an input <c>x</c> of 3 × 8 × 8 and the given body.</summary>
    public static string Defined(string body, string members = "", string attributes = "") =>
        File($"[Network] {attributes} public partial class Net {{ const int Size = 3; private static Tensor Define([Shape(3, 8, 8)] Tensor x) {{ {body} }} {members} }}");

    public static string File(string text) => $"using System;\nusing NetGen;\n{text}\n";

    /// <summary>The model of a class <c>Net</c> with the given attributes, whose constant <c>Size</c> is 3.</summary>
    public static NetworkModel ModelOf(string attributes) => Parse($"{attributes} partial class Net {{ const int Size = 3; }}").Model!;

    /// <summary>The declaration of the class <c>Net</c> in a file.</summary>
    public static NetworkDeclaration Parse(string text) =>
        DeclarationParser.Parse(DeclaredNetwork.Find(Project.Of(File(text)).Type("Net"), Registry.Default)!);
}
