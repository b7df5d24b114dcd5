using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emit;

namespace NetGen.Generator.Layers;

/// <summary>Writes a convolution's tile: sums in registers, to which each term adds the products of some vectors and some broadcast elements. With filters in lanes the vectors are weights and inputs are broadcast, with columns in lanes it is the other way round.</summary>
/// <param name="writer">The writer.</param>
/// <param name="layer">The convolution.</param>
/// <param name="ofFilters">The expression of per-filter values for a vector of sums, from their reference and the index of the vector of filters, or of the filter.</param>
internal sealed class ConvolutionTileWriter(MethodWriter writer, ConvolutionPlan layer, Func<string, int, string> ofFilters)
{
    /// <summary>The parameters of a scale and a shift after the convolution.</summary>
    public string ScaleParameters => layer.IsScaled ? ", ref float scale, ref float shift" : "";

    /// <summary>The parameter of a value that is added to the results.</summary>
    public string AddedParameter => layer.IsAdded ? ", ref float r" : "";

    /// <summary>The weights that a tile begins with.</summary>
    public string Weights => layer.LeavesOutBorder ? "weights" : "w";

    /// <summary>The argument of a tile: the rows of the kernel that lie in the image.</summary>
    public string RowsArgument => layer.LeavesOutBorder ? ", rows" : "";

    private int RowLength => layer.X.IsPlanes ? layer.X.Pitch : layer.RowLength;

    private int RowStride => layer.PoolHeight * layer.Height.Stride * RowLength;

    /// <summary>Declares, for a row of results, the rows of the kernel that lie in the image, and references to the first of their inputs and weights.</summary>
    public void BeginRow()
    {
        if (!layer.LeavesOutBorder)
            return;
        (int height, _, int kernel, int stride, _, int before, _) = layer.Height;
        string start = stride == 1 ? "row" : $"row * {stride}";
        writer.Line("// Without the rows of the kernel that lie in the border.");
        writer.Line($"int above = global::System.Math.Max({before} - {start}, 0), rows = global::System.Math.Min({height + before} - {start}, {kernel}) - above;");
        writer.Line($"ref float window = ref Unsafe.Add(ref x, row * {RowStride} + above * {RowLength}), weights = ref Unsafe.Add(ref w, above * {layer.Terms / kernel * layer.PanelWidth});");
    }

    /// <summary>The first input of a tile.</summary>
    /// <param name="row">The row of results; empty if it is the only one.</param>
    /// <param name="column">The column of the tile's first result.</param>
    /// <param name="stride">Elements from one column to the next.</param>
    public string Input(string row, string column, int stride) => layer.LeavesOutBorder
        ? TileLoops.Offset("", 0, column, stride) is var offset and not "0" ? $"ref Unsafe.Add(ref window, {offset})" : "ref window"
        : $"ref Unsafe.Add(ref x, {TileLoops.Offset(row, RowStride, column, stride)})";

    /// <summary>The loop over the rows of the kernel.</summary>
    public CodeWriter.Closing KernelRows() =>
        layer.LeavesOutBorder ? writer.Block("for (int u = 0; u < rows; u++)") : TileLoops.Repeat(writer, "u", layer.Height.Kernel);

    /// <summary>The method of a tile, up to its closing brace.</summary>
    public CodeWriter.Closing Tile(string name, string size, string parameters)
    {
        writer.Line($"// {writer.Layer}: {size}.");
        return writer.Method($"{name}<T>(ref float x, ref float w{layer.BiasParameter}{ScaleParameters}, ref float y{AddedParameter}{(layer.LeavesOutBorder ? ", int rows" : "")}{parameters})");
    }

    /// <summary>Declares sums that begin with the same bias, or with zero.</summary>
    public void BeginSums(int index, IEnumerable<string> sums)
    {
        string initial = "T.Zero";
        if (layer.HasBias)
            writer.Line($"T {initial = $"b{index}"} = {ofFilters("b", index)};");
        writer.Line($"T {string.Join(", ", sums.Select(sum => $"{sum} = {initial}"))};");
    }

    /// <summary>Loads the vectors of a term.</summary>
    public void LoadVectors(IEnumerable<(string Name, string Address)> vectors) =>
        writer.Line($"T {string.Join(", ", vectors.Select(vector => $"{vector.Name} = T.Load({vector.Address})"))};");

    /// <summary>Adds the products of a broadcast element with the vectors of the term.</summary>
    public void MultiplyAdds(string number, string value, IEnumerable<(string Input, string Weight, string Sum)> products)
    {
        writer.Line($"T {number} = {value};");
        writer.Line(Terms.Add(number, [.. products.Select(product => (product.Input == number ? product.Weight : product.Input, product.Sum))]));
    }

    /// <summary>Loads the scale and the shift of some filters.</summary>
    public void LoadScale(int index) => writer.Line($"T scale{index} = {ofFilters("scale", index)}, shift{index} = {ofFilters("shift", index)};");

    /// <summary>A sum with the scale, the added value and the activation that are fused into the convolution.</summary>
    /// <param name="place">The offset of the result, and of what is added to it.</param>
    public string Finished(string sum, int index, string place)
    {
        string value = layer.IsScaled ? $"T.FusedMultiplyAdd({sum}, scale{index}, shift{index})" : sum;
        if (layer.IsAdded)
            value += $" + T.Load(ref r, {place})";
        return layer.Fused == Activation.Linear ? value : $"Activations.{layer.Fused}({value})";
    }

    /// <summary>The larger of two values; NaN if either is.</summary>
    public static string Larger(string a, string b) => $"Pools.Larger({a}, {b})";
}
