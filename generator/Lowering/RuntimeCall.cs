using System;
using System.Linq;
using NetGen.Generator.Emit;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>A call of one of the runtime's routines.</summary>
/// <param name="Routine">As in <c>Norms.Scale&lt;T&gt;</c>.</param>
/// <param name="By">Whether it is called for each sample, or once for a block.</param>
internal sealed record RuntimeCall(string Routine, EquatableArray<Argument> Arguments, Scope By, string Sentence) : Kernel(Sentence)
{
    /// <summary>Copies some elements of every frame of a block.</summary>
    public static RuntimeCall CopyFrames(Argument from, Argument fromStride, Argument to, Argument toStride, int length, string sentence = "") =>
        new("CopyRows", [from, fromStride, to, toStride, length, new Argument.Rows()], Scope.Block, sentence);

    public override EquatableArray<Use> Uses => [.. Arguments.OfType<Argument.Used>().Select(argument => argument.Use)];

    public override Scope Scope => By;

    public override bool DependsOnBatch => Arguments.Any(argument => argument is Argument.Batch or Argument.Draw or Argument.RowSums or Argument.Statistics);

    public override void Call(CallWriter to) =>
        to.Line($"{Routine}({string.Join(", ", Arguments.Select(argument => Text(argument, to)))});");

    private string Text(Argument argument, CallWriter to) => argument switch
    {
        Argument.Used { Use.Operand: Location location } => By == Scope.Sample ? to.Row(location) : to.At(location),
        Argument.Used { Use.Operand: TensorPlan tensor } => to.Parameter(tensor),
        Argument.Used { Use.Operand: StatePlace place } => to.At(place),
        Argument.RowStride { Of: var location } => to.Stride(location),
        Argument.Shape { Grid: var grid } => to.Text(grid),
        Argument.Extents { Of: var extents } => $"new Extents({string.Join(", ", extents.Select(to.Number))})",
        Argument.Strides { Offset: var offset, Of: var strides } => $"new Strides({to.Number(offset)}, {string.Join(", ", strides.Select(to.Number))})",
        Argument.Integer { Value: var number } => to.Number(number),
        Argument.Bits { Value: var bits } => to.Bits(bits),
        Argument.Real { Value: var number } => to.Real(number),
        Argument.Rows => to.IsBlock ? "rows" : "1",
        Argument.Batch => "batch",
        Argument.Draw { Layer: var layer } => $"batch.Draw({to.Number(layer)}, {to.SampleOfRow})",
        Argument.RowSums { Norm: var norm } => $"ref batch.Row({to.Number(norm)}, row)",
        Argument.Statistics { Norm: var norm } => $"ref batch.Of({to.Number(norm)})",
        _ => throw new NotSupportedException($"{argument} has no text."),
    };
}

/// <summary>An argument of a call of the runtime.</summary>
internal abstract record Argument
{
    public sealed record Used(Use Use) : Argument;

    /// <summary>The grid of a location.</summary>
    public sealed record Shape(Grid Grid) : Argument;

    /// <summary>The extents of a box of three axes.</summary>
    public sealed record Extents(EquatableArray<int> Of) : Argument;

    /// <summary>The offset of a box in memory, and the distance between elements along each of its three axes.</summary>
    public sealed record Strides(int Offset, EquatableArray<int> Of) : Argument;

    public sealed record Integer(int Value) : Argument;

    public sealed record Bits(uint Value) : Argument;

    public sealed record Real(double Value) : Argument;

    /// <summary>Elements from a sample's memory to the next one's.</summary>
    public sealed record RowStride(Location Of) : Argument;

    /// <summary>The number of samples in the block.</summary>
    public sealed record Rows : Argument;

    /// <summary>The block's state of the batch.</summary>
    public sealed record Batch : Argument;

    /// <summary>The random state of a dropout for a sample.</summary>
    public sealed record Draw(int Layer) : Argument;

    /// <summary>A batch normalisation's sums over one sample.</summary>
    public sealed record RowSums(int Norm) : Argument;

    /// <summary>A batch normalisation's statistics of the whole batch.</summary>
    public sealed record Statistics(int Norm) : Argument;

    public static Argument In(Operand operand) => new Used(new(operand, Access.Read));

    public static Argument Out(Operand operand) => new Used(new(operand, Access.Write));

    /// <summary>A location that is read and written.</summary>
    public static Argument InOut(Operand operand) => new Used(new(operand, Access.Update));

    public static implicit operator Argument(Grid grid) => new Shape(grid);

    public static implicit operator Argument(int number) => new Integer(number);

    public static implicit operator Argument(double number) => new Real(number);
}
