namespace NetGen.Generator.Declaration;

/// <summary>A location in a declaration, given without syntax. Only the analyzer converts it into Roslyn's.</summary>
internal abstract record SourceLocation
{
    /// <summary>The name of the class.</summary>
    public sealed record ClassName : SourceLocation;

    /// <summary>A keyword before the name of the class, as in <c>static</c>.</summary>
    public sealed record Keyword(string Text) : SourceLocation;

    public sealed record TypeParameters : SourceLocation;

    public sealed record PrimaryConstructor : SourceLocation;

    /// <summary>The name of a type that the class is nested in, indexed as in <see cref="ClassForm.Containers"/>.</summary>
    public sealed record Container(int Index) : SourceLocation;

    /// <summary>A member, indexed as in <see cref="ClassForm.Members"/>.</summary>
    public sealed record Member(int Index) : SourceLocation;

    /// <summary><c>[Network]</c>, or one argument of it.</summary>
    /// <param name="Argument">The name of the parameter or property; the location is the whole attribute if it isn't written.</param>
    public sealed record Network(string? Argument = null) : SourceLocation;

    /// <summary>An input's shape, or one extent of it, indexed as in the model.</summary>
    /// <param name="Argument">The name of the parameter; the location is the whole shape if it isn't written.</param>
    public sealed record Input(int Index, string? Argument = null) : SourceLocation;

    /// <summary>The loss of an output, indexed as in the model.</summary>
    public sealed record Output(int Index) : SourceLocation;

    /// <summary>An expression or statement of <c>Define</c>, indexed as in <see cref="DefinedBody.Syntax"/>.</summary>
    public sealed record Body(int Index) : SourceLocation;

    /// <summary>The first layer attribute of a class that also has a <c>Define</c>.</summary>
    public sealed record LayerAttribute : SourceLocation;

    /// <summary>An <c>[Output]</c>, or one argument of it.</summary>
    public sealed record OutputAttribute(int Index, string? Argument = null) : SourceLocation;

    /// <summary>A layer, or one argument of it, indexed as in the model.</summary>
    public sealed record Layer(int Index, string? Argument = null) : SourceLocation;

    /// <summary>A layer attribute indexed as in <see cref="NetworkDeclaration.Strays"/>.</summary>
    public sealed record Stray(int Index) : SourceLocation;
}
