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
}
