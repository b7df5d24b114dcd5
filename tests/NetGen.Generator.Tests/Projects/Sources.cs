using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Tests;

/// <summary>Sources that declare a network, in one line each.</summary>
internal static class Sources
{
    /// <summary>A class <c>Net</c> with the given attributes.</summary>
    public static string Net(string attributes, string members = "") => File($"{attributes} public partial class Net {{ {members} }}");

    /// <summary>A small class <c>Net</c> with the given members.</summary>
    public static string NetWith(string members) => Net("[Network(2)] [Dense(1)]", members);

    /// <summary>A small network on the given declaration, as <c>class A;</c>.</summary>
    public static string On(string declaration) => File($"[Network(2)] [Dense(1)] {declaration}");

    public static string File(string text) => $"using System;\nusing NetGen;\n{text}\n";

    /// <summary>What the attributes of a class <c>Net</c> say, whose constant <c>Size</c> is 3.</summary>
    public static NetworkModel ModelOf(string attributes) => Parse($"{attributes} partial class Net {{ const int Size = 3; }}").Model!;

    /// <summary>What a file says of its class <c>Net</c>.</summary>
    public static NetworkDeclaration Parse(string text) =>
        DeclarationParser.Parse(DeclaredNetwork.Find(Project.Of(File(text)).Type("Net"), Registry.Default)!);
}
