using NetGen.Generator.Graph;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>W·x + b of every frame, for one direction of a recurrent layer: a pointwise convolution.</summary>
/// <param name="Length">Frames.</param>
internal sealed record FrameProduct(int Length, CellKind Cell, int Units, bool IsReverse, bool UseBias)
    : Convolve(1, Cell.Gates() * Units, Window.None.Over(1), Window.None.Over(Length), 1, UseBias, Initializer.FanInUniform, Activation.Linear, Part: "ih")
{
    public override EquatableArray<TensorSpec> Tensors(EquatableArray<Shape> inputs)
    {
        EquatableArray<TensorSpec> tensors = base.Tensors(inputs);
        TensorSpec weight = RecurrentTensors.Weight("ih", Cell, Units, inputs[0].Channels, IsReverse) with { Channels = tensors[0].Channels };
        return UseBias ? [weight, RecurrentTensors.Bias("ih", Cell, Units, IsReverse)] : [weight];
    }

    public override bool Suits512(Node node) => Recurrence.Suit512(Units);
}

/// <summary>The tensors of a recurrent layer, by PyTorch's names.</summary>
internal static class RecurrentTensors
{
    /// <param name="of">The inputs or the units that they are multiplied by: ih or hh.</param>
    public static TensorSpec Weight(string of, CellKind cell, int units, int inputs, bool isReverse) => Of(TensorRole.Weight, $"weight_{of}", cell, isReverse, units, [cell.Gates() * units, inputs]);

    public static TensorSpec Bias(string of, CellKind cell, int units, bool isReverse) => Of(TensorRole.Bias, $"bias_{of}", cell, isReverse, units, [cell.Gates() * units]);

    /// <summary>The units count as the fan in of all of them.</summary>
    private static TensorSpec Of(TensorRole role, string name, CellKind cell, bool isReverse, int units, EquatableArray<int> shape) =>
        new(role, $"{name}_l0{(isReverse ? "_reverse" : "")}", shape, Initializer.FanInUniform, units, cell.Gates() * units);
}
