using System.Globalization;
using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>Writes a pass's calls: over a block of samples, or over one.</summary>
internal sealed class CallWriter(CodeWriter writer, Definitions definitions, Allocation allocation, bool isBlock, int inputLength, int transposedRows)
{
    public bool IsBlock => isBlock;

    /// <summary>Rows of each of the two buffers for transposed samples.</summary>
    public int TransposedRows => transposedRows;

    public void Line(string lines) => writer.Line(lines);

    /// <summary>Has a definition emitted for a layer.</summary>
    /// <returns>The name of its method.</returns>
    public string Request(Definition definition, Owner owner) => definitions.Request(definition, owner);

    /// <summary>A tensor of the parameters.</summary>
    public string Parameter(TensorPlan tensor) => $"ref At(ref w, {tensor.Identifier})";

    /// <summary>A layer's weights, and its biases where it has some.</summary>
    public string Parameters(TensorPlan weight, TensorPlan? bias) => bias is null ? Parameter(weight) : $"{Parameter(weight)}, {Parameter(bias)}";

    /// <summary>A tensor of the parameters' gradients.</summary>
    public string Gradient(TensorPlan tensor) => $"ref At(ref g, {tensor.Identifier})";

    /// <summary>Elements from one sample to the next; 0 where the memory serves one sample after another, or all.</summary>
    public int StrideOf(Place place) => place.Storage is null ? inputLength : allocation[place.Storage].Stride;

    /// <summary>The whole of a place, or the caller's inputs.</summary>
    public string At(Place place) => place.Storage is null ? "ref x" : $"ref {Local(place.Storage)}";

    /// <summary>One sample's part of it: inside a loop over samples, or where one sample is all, the whole.</summary>
    public string Row(Place place) => !isBlock || StrideOf(place) == 0 ? At(place) : $"ref At({At(place)}, row * {StrideOf(place)})";

    /// <summary>What a local for a place's memory is declared as.</summary>
    public string Declaration(Storage storage)
    {
        int offset = allocation[storage].Offset;
        return $"ref float {Local(storage)} = ref {(offset == 0 ? "scratch" : $"At(ref scratch, {offset})")};";
    }

    /// <summary>A literal that reads back as the same float.</summary>
    public static string Number(double number) => ((float)number).ToString("R", CultureInfo.InvariantCulture) + "f";

    public static string GridText(Grid grid) => $"new Grid({grid.Channels}, {grid.Height}, {grid.Width}, {grid.Pitch}, {grid.Origin})";

    private static string Local(Storage storage) => Names.Local(storage.Identifier);
}
