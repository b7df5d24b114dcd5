namespace NetGen;

/// <summary>One named tensor of a <see cref="ParameterBlock"/>: its shape as PyTorch has it, and where the compiler put it.</summary>
/// <param name="Name">As in <c>dense1.weight</c>.</param>
/// <param name="Shape">PyTorch's shape: <c>[out, in]</c> for a dense weight, <c>[out]</c> for a bias.</param>
/// <param name="Offset">The tensor's first place in <see cref="ParameterBlock.Values"/>.</param>
/// <param name="PanelWidth">0 for a tensor stored as it is; otherwise a weight is stored as <c>[⌈out/width⌉][in][width]</c>, padded with outputs that nobody reads.</param>
/// <param name="Initializer">How fresh values are drawn; never <see cref="Initializer.Auto"/>.</param>
/// <param name="FanIn">Inputs that reach one output.</param>
/// <param name="FanOut">Outputs that one input reaches.</param>
public sealed record TensorLayout(string Name, int[] Shape, int Offset, int PanelWidth, Initializer Initializer, int FanIn, int FanOut)
{
    /// <summary>Numbers in the tensor, padding not counted.</summary>
    public int Length { get; } = Shape.Aggregate(1, (product, extent) => checked(product * extent));

    /// <summary>The place in the block of an element counted in PyTorch's order.</summary>
    internal int PlaceOf(int index)
    {
        if (PanelWidth == 0)
            return Offset + index;
        (int output, int input) = Math.DivRem(index, Inputs);
        (int panel, int lane) = Math.DivRem(output, PanelWidth);
        return Offset + ((panel * Inputs) + input) * PanelWidth + lane;
    }

    /// <summary>How many elements from this one on, in PyTorch's order, lie at equal distances in the block: 1, or the width of a panel.</summary>
    internal int RunFrom(int index) => PanelWidth == 0 ? Length - index : Inputs - index % Inputs;

    private int Inputs => Length / Shape[0];
}
