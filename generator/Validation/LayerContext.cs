using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>Where a layer stands, as its rule must know it.</summary>
/// <param name="Index">The layer's place among the layers.</param>
/// <param name="Input">The shape that reaches it; none where an earlier layer leaves it unknown.</param>
internal sealed record LayerContext(int Index, Shape? Input)
{
    public bool IsFirst => Index == 0;

    /// <summary>The place of the whole layer.</summary>
    public SourcePlace Layer => new SourcePlace.Layer(Index);

    /// <summary>The place of an argument, by the name under which <see cref="Arguments"/> reads it; that of the whole layer where it isn't written.</summary>
    public SourcePlace Argument(string? name) => new SourcePlace.Layer(Index, name);
}
