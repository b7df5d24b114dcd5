using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>The position and the input of a layer, for its rule.</summary>
/// <param name="Index">The layer's index among the layers.</param>
/// <param name="Input">The shape of its input; null if an earlier layer leaves it unknown.</param>
internal sealed record LayerContext(int Index, Shape? Input)
{
    public bool IsFirst => Index == 0;

    /// <summary>The location of the whole layer.</summary>
    public SourceLocation Layer => new SourceLocation.Layer(Index);

    /// <summary>The location of an argument, by the name under which <see cref="Arguments"/> reads it; that of the whole layer if it isn't written.</summary>
    public SourceLocation Argument(string? name) => new SourceLocation.Layer(Index, name);
}
