using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>The position and the inputs of a layer, for its rule.</summary>
/// <param name="Index">The layer's index among the layers.</param>
/// <param name="IsFirst">Whether it reads an input of the network, with respect to which nothing is differentiated.</param>
/// <param name="Inputs">The shapes of its inputs; null where an earlier layer leaves one unknown.</param>
/// <param name="Notation">How the layer is written.</param>
/// <param name="IsStream">Whether its inputs are those of one frame of a stream.</param>
internal sealed record LayerContext(int Index, bool IsFirst, EquatableArray<Shape?> Inputs, Notation Notation, bool IsStream)
{
    /// <summary>The shape of the only or first input.</summary>
    public Shape? Input => Inputs[0];

    /// <summary>The same for an input of another shape, or of an unknown one.</summary>
    public LayerContext WithInput(Shape? input) => this with { Inputs = [input] };

    /// <summary>The location of the whole layer.</summary>
    public SourceLocation Layer => new SourceLocation.Layer(Index);

    /// <summary>The location of an argument, by the name under which <see cref="Arguments"/> reads it; that of the whole layer if it isn't written.</summary>
    public SourceLocation Argument(string? name) => new SourceLocation.Layer(Index, name);
}
