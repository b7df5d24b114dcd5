namespace NetGen.Generator.Model;

/// <summary>The name of the user's class and its containers, as they must be written to add a part to it.</summary>
/// <param name="Namespace">Its namespace, keywords escaped with @; empty for the global one.</param>
/// <param name="Containers">The types it is nested in, outermost first, each as its declaration is written: <c>class Outer</c>, <c>record struct Pair&lt;T&gt;</c>.</param>
/// <param name="Name">Its name, escaped with @ where it is a keyword.</param>
internal sealed record TypeName(string Namespace, EquatableArray<string> Containers, string Name)
{
    /// <summary>The name without its escape.</summary>
    public string PlainName => Name.TrimStart('@');
}
