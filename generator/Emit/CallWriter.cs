using System;
using System.Globalization;
using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>Writes a pass's calls: over a block of samples, or over one. A call is written either in place, with constants for offsets and sizes, or in a list, where these are columns of its row.</summary>
/// <param name="namesOffsets">Whether each tensor's offset is a named constant.</param>
/// <param name="stream">For a network over frames, what its kernels remember; else null.</param>
/// <param name="listed">The call that is being written for a list; null where calls are written in place.</param>
internal sealed class CallWriter(CodeWriter writer, Definitions definitions, Allocation allocation, bool isBlock, int inputLength, int transposedRows, bool namesOffsets, PlannedStream? stream, ListedCall? listed = null)
{
    public bool IsBlock => isBlock;

    public bool IsListed => listed is not null;

    /// <summary>For a network over frames, what its kernels remember; else null.</summary>
    public PlannedStream? Stream => stream;

    /// <summary>Elements of a row of the outputs: a constant of the kernels.</summary>
    public string OutputLength => stream is null ? "OutputLength" : "FrameOutputLength";

    /// <summary>The sample of a row, from which its random draws follow.</summary>
    public string SampleOfRow => stream is null ? "row" : "position + row";

    /// <summary>Rows of each of the two buffers for transposed samples.</summary>
    public int TransposedRows => transposedRows;

    /// <summary>The same for a call of a list.</summary>
    public CallWriter For(ListedCall call) => new(writer, definitions, allocation, isBlock, inputLength, transposedRows, namesOffsets, stream, call);

    public void Line(string lines)
    {
        if (listed is null)
            writer.Line(lines);
        else
            listed.Line(lines);
    }

    /// <summary>Writes calls that are left out where some layers are frozen.</summary>
    public void Guarded(TrainedLayers? layers, Action emit)
    {
        if (layers is null)
            emit();
        else if (listed is not null)
            using (listed.Block($"if (options.TrainsAny({Number(layers.First)}, {Number(layers.End)}))"))
                emit();
        else
            using (writer.Block($"if (options.{(layers.End == layers.First + 1 ? $"Trains({layers.First})" : $"TrainsAny({layers.First}, {layers.End})")})"))
                emit();
    }

    /// <summary>A statement for each sample of a block.</summary>
    public void OverRows(string statement)
    {
        if (listed is not null)
            listed.UsesRow = true;
        Line(listed is not null
            ? $"for (; row < rows; row++)\n    {statement}\nrow = 0;"
            : $"for (int row = 0; row < rows; row++)\n    {statement}");
    }

    /// <summary>Requests a definition for a layer.</summary>
    /// <returns>The name of its method.</returns>
    public string Request(Definition definition, Owner owner) => definitions.Request(definition, owner);

    /// <summary>A reference to a tensor of the parameters.</summary>
    public string Parameter(TensorPlan tensor) => $"ref Unsafe.Add(ref w, {Offset(tensor)})";

    /// <summary>A reference to a tensor's gradients.</summary>
    public string Gradient(TensorPlan tensor) => $"ref Unsafe.Add(ref g, {Offset(tensor)})";

    /// <summary>The offset of a tensor in the parameter block.</summary>
    public string Offset(TensorPlan tensor) => listed is not null ? listed.Number(tensor.Offset, tensor) : namesOffsets ? tensor.Identifier : $"{tensor.Offset}";

    /// <summary>Elements from one sample to the next; 0 where the memory serves one sample after another, or all.</summary>
    public int StrideOf(Location location) => location.Storage is null ? inputLength : allocation[location.Storage].Stride;

    /// <summary>The same as text.</summary>
    public string Stride(Location location) => Number(StrideOf(location));

    /// <summary>A reference to a location's first element, for the whole block, or to the caller's inputs.</summary>
    public string At(Location location) => location.Storage is { } storage && listed is not null
        ? $"ref Unsafe.Add(ref {BaseOf(storage)}, {listed.Number(allocation[storage].Offset, storage)}{Plus(location.Offset)})"
        : location.Offset == 0 ? $"ref {Local(location.Storage)}" : $"ref Unsafe.Add(ref {Local(location.Storage)}, {Number(location.Offset)})";

    /// <summary>A reference to one sample's row of it inside a loop over samples; to the whole where the pass has one sample.</summary>
    public string Row(Location location) => !isBlock ? At(location)
        : listed is not null && location.Storage is { } storage ? $"ref Unsafe.Add(ref {BaseOf(storage)}, {listed.Number(allocation[storage].Offset, storage)} + row * {Stride(location)}{Plus(location.Offset)})"
        : StrideOf(location) == 0 ? At(location)
        : $"ref Unsafe.Add(ref {Local(location.Storage)}, row * {StrideOf(location)}{Plus(location.Offset)})";

    /// <summary>The declaration of a local for a location's memory.</summary>
    public string Declaration(Storage storage)
    {
        int offset = allocation[storage].Offset;
        return $"ref float {Local(storage)} = ref {(offset == 0 ? BaseOf(storage) : $"Unsafe.Add(ref {BaseOf(storage)}, {offset})")};";
    }

    /// <summary>A reference to what is remembered; of a history, to the row of the block's first frame, or to one some frames ago.</summary>
    public string At(StatePlace place) => listed is null && place is { IsHistory: false, Offset: 0 } ? $"ref {place.Memory.Name}"
        : $"ref Unsafe.Add(ref {place.Memory.Name}, {Number(place.Offset)}{(place.IsHistory ? $" + position * {Number(place.Width)}" : "")})";

    /// <summary>An integer.</summary>
    public string Number(int number) => listed is null ? $"{number}" : listed.Number(number);

    /// <summary>Bits that differ for each random draw.</summary>
    public string Bits(uint bits) => listed is null ? $"{bits}u" : listed.Number(new ListedNumber(unchecked((int)bits), $"{bits}u", "unchecked((uint){0})"));

    /// <summary>A real number.</summary>
    public string Real(double number) => listed is null ? Literal(number)
        : listed.Number(new ListedNumber(BitConverter.ToInt32(BitConverter.GetBytes((float)number), 0), Literal(number), "global::System.BitConverter.Int32BitsToSingle({0})"));

    public string Text(Grid grid) => $"new Grid({Number(grid.Channels)}, {Number(grid.Height)}, {Number(grid.Width)}, {Number(grid.Pitch)}, {Number(grid.Origin)})";

    /// <summary>A literal that reads back as the same float.</summary>
    public static string Literal(double number) => ((float)number).ToString("R", CultureInfo.InvariantCulture) + "f";

    private string Plus(int offset) => offset == 0 ? "" : $" + {Number(offset)}";

    /// <summary>The parameter that holds a memory.</summary>
    private string BaseOf(Storage storage) => allocation[storage].IsKept ? "kept" : "scratch";

    private static string Local(Storage? storage) => storage is null ? "x" : Names.Local(storage.Identifier);
}
