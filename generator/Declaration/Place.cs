namespace NetGen.Generator.Declaration;

/// <summary>A place in a declaration, said without syntax. Only the analyzer turns it into a location.</summary>
internal abstract record Place
{
    /// <summary>The name of the class.</summary>
    public sealed record ClassName : Place;

    /// <summary>A word before the name of the class, as <c>static</c>.</summary>
    public sealed record Keyword(string Text) : Place;

    public sealed record TypeParameters : Place;

    public sealed record PrimaryConstructor : Place;

    /// <summary>The name of a type that the class is nested in, counted as in <see cref="ClassForm.Containers"/>.</summary>
    public sealed record Container(int Index) : Place;

    /// <summary>A member, counted as in <see cref="ClassForm.Members"/>.</summary>
    public sealed record Member(int Index) : Place;

    /// <summary><c>[Network]</c>, or one argument of it.</summary>
    /// <param name="Argument">The name of the parameter or property; the whole attribute where it isn't written.</param>
    public sealed record Network(string? Argument = null) : Place;

    /// <summary>A layer, or one argument of it, counted as in the model.</summary>
    public sealed record Layer(int Index, string? Argument = null) : Place;

    /// <summary>A layer attribute counted as in <see cref="NetworkDeclaration.Strays"/>.</summary>
    public sealed record Stray(int Index) : Place;
}
