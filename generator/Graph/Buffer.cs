using NetGen.Generator.Model;

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

/// <summary>A named array of constant shape, one per sample; a parameter is one per network.</summary>
internal sealed record Buffer(string Name, Shape Shape, Role Role)
{
    public Buffer(string name, int length, Role role) : this(name, Shape.Vector(length), role) { }

    public int Length => (int)Shape.Length;

    /// <summary>The loss's derivative by this buffer.</summary>
    public Buffer Gradient => new(Name, Shape, Role.Gradient);

    public override string ToString() => Role == Role.Gradient ? $"∂loss/∂{Name}" : Name;
}
