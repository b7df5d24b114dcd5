namespace NetGen.Generator.Graph;

/// <summary>What a buffer of the graph is.</summary>
internal enum Role
{
    Input,
    Target,
    Parameter,
    Value,
    Gradient,
}

/// <summary>A named vector of constant length, one per sample; a parameter is one per network.</summary>
internal sealed record Buffer(string Name, int Length, Role Role)
{
    /// <summary>The loss's derivative by this buffer.</summary>
    public Buffer Gradient => new(Name, Length, Role.Gradient);

    public override string ToString() => Role == Role.Gradient ? $"∂loss/∂{Name}" : Name;
}
