namespace NetGen.Generator.Declaration;

/// <summary>A place in a declaration, said without syntax. Only the analyzer turns it into a location.</summary>
internal abstract record SourcePlace
{
    /// <summary>The name of the class.</summary>
    public sealed record ClassName : SourcePlace;

    /// <summary>A word before the name of the class, as <c>static</c>.</summary>
    public sealed record Keyword(string Text) : SourcePlace;

    public sealed record TypeParameters : SourcePlace;

    public sealed record PrimaryConstructor : SourcePlace;

    /// <summary>The name of a type that the class is nested in, counted as in <see cref="ClassForm.Containers"/>.</summary>
    public sealed record Container(int Index) : SourcePlace;

    /// <summary>A member, counted as in <see cref="ClassForm.Members"/>.</summary>
    public sealed record Member(int Index) : SourcePlace;

    /// <summary><c>[Network]</c>, or one argument of it.</summary>
    /// <param name="Argument">The name of the parameter or property; the whole attribute where it isn't written.</param>
    public sealed record Network(string? Argument = null) : SourcePlace;

    /// <summary>A layer, or one argument of it, counted as in the model.</summary>
    public sealed record Layer(int Index, string? Argument = null) : SourcePlace;

    /// <summary>A layer attribute counted as in <see cref="NetworkDeclaration.Strays"/>.</summary>
    public sealed record Stray(int Index) : SourcePlace;
}
