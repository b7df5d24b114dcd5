using System.Linq;
using NetGen.Kernels;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>An operand of a kernel.</summary>
internal abstract record Operand;

/// <summary>A value in memory, as a kernel reads or writes it.</summary>
/// <param name="Storage">The scratch memory; null for the caller's inputs.</param>
/// <param name="Offset">Its offset in a sample's memory there.</param>
internal sealed record Location(Storage? Storage, Grid Grid, int Offset = 0) : Operand
{
    public int Length => Grid.Pixels * Grid.Channels;

    /// <summary>The same without its first elements.</summary>
    public Location From(int skipped) => this with { Offset = Offset + skipped };
}

/// <summary>A tensor in the parameter block; see the runtime's <c>TensorLayout</c>.</summary>
/// <param name="Identifier">The constant that holds its offset.</param>
/// <param name="Channels">Channels, which are last in the block and first in PyTorch; 1 where the order is the same.</param>
/// <param name="Start">The mean of fresh values.</param>
/// <param name="Gates">Equal parts of the outputs that are side by side in a panel; 1 for most.</param>
/// <param name="Precision">How its elements are stored.</param>
internal sealed record TensorPlan(string Layer, string Name, string Identifier, EquatableArray<int> Shape, int Offset, int PanelWidth, bool IsStatistic, Initializer Initializer, int FanIn, int FanOut, int Channels = 1, float Start = 0, int Gates = 1, Precision Precision = Precision.Float32) : Operand
{
    /// <summary>Stored elements, padding included.</summary>
    public int Length => PanelWidth == 0
        ? Shape.Aggregate(1, (product, extent) => checked(product * extent))
        : checked(Panels * PanelWidth * Gates * Rows);

    /// <summary>Elements of an output: the inputs, which <see cref="Precision.DynamicInt8"/> has in groups of four.</summary>
    private int Rows
    {
        get
        {
            int inputs = Shape.Skip(1).Aggregate(1, (product, extent) => checked(product * extent));
            return Precision == Precision.DynamicInt8 ? Layers.DenseShapes.RoundUp(inputs, 4) : inputs;
        }
    }

    /// <summary>Floats in the block that hold them, and the scales of 8-bit integers: whole cache lines where an element is narrower than a float.</summary>
    public int Stored => Precision switch
    {
        Precision.BFloat16 => Layers.DenseShapes.RoundUp(Length, 2 * KernelConstants.Lanes) / 2,
        Precision.Int8 or Precision.DynamicInt8 => ScaleOffset + Panels * PanelWidth,
        _ => Length,
    };

    /// <summary>The offset of the scales of 8-bit integers from the first element.</summary>
    public int ScaleOffset => Layers.DenseShapes.RoundUp(Length, KernelConstants.Alignment) / sizeof(float);

    /// <summary>Bytes of elements and scales, padding not counted.</summary>
    public long Bytes => Precision switch
    {
        Precision.BFloat16 => sizeof(ushort) * Count,
        Precision.Int8 or Precision.DynamicInt8 => Count + sizeof(float) * (long)Shape[0],
        _ => sizeof(float) * Count,
    };

    /// <summary>Outputs of a gate, which fill the lanes of the panels; all where there are no gates.</summary>
    public int Units => Shape[0] / Gates;

    /// <summary>Panels of the weights.</summary>
    public int Panels => (Units + PanelWidth - 1) / PanelWidth;

    /// <summary>Elements, padding not counted.</summary>
    public long Count => Shape.Aggregate(1L, (product, extent) => product * extent);
}

/// <summary>How a kernel accesses an operand.</summary>
internal enum Access
{
    Read,
    Write,

    /// <summary>Reads and writes in place.</summary>
    Update,
}

internal sealed record Use(Operand Operand, Access Access);

/// <summary>Memory that a pass needs for something.</summary>
/// <param name="Identifier">Its name in the emitted code.</param>
/// <param name="Size">Elements for one sample, rounded up so that a vector that begins inside may end outside.</param>
/// <param name="IsOnce">Whether all samples of a block share it.</param>
internal sealed record Storage(int Id, string Identifier, int Size, bool IsOnce);
