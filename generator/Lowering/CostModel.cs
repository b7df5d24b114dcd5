using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>The cost table: what each layer costs, which shape its code has, and why.</summary>
internal static class CostModel
{
    public static IEnumerable<LayerCost> Rows(NetworkModel model, EquatableArray<TensorPlan> tensors, Body body)
    {
        Shape shape = model.Input;
        foreach ((LayerModel layer, string name) in model.NamedLayers)
        {
            Shape output = ShapeInference.Of(layer, shape);
            long parameters = tensors.Where(tensor => tensor.Name.StartsWith(name + ".", StringComparison.Ordinal) && !IsStatistic(tensor)).Sum(tensor => tensor.Shape.Aggregate(1L, (product, extent) => product * extent));
            (string code, string reason) = body switch
            {
                Body.OutputsInLanes outputs => Code(outputs, layer, outputs.Layers.FirstOrDefault(plan => plan.Name == name), model.Unroll),
                _ => ("samples in lanes", $"the whole network has at most {Limits.SamplesInLanes} multiply-adds"),
            };
            yield return new(name, Kind(layer), $"{output}", parameters, MultiplyAdds(layer, shape, output), code, reason);
            shape = output;
        }
    }

    private static bool IsStatistic(TensorPlan tensor) => tensor.Name.EndsWith(".running_mean", StringComparison.Ordinal) || tensor.Name.EndsWith(".running_var", StringComparison.Ordinal);

    private static long MultiplyAdds(LayerModel layer, Shape input, Shape output) => layer switch
    {
        LayerModel.Dense dense => input.Length * dense.Units,
        LayerModel.Convolution c => output.Length * (input.Channels / c.Groups) * c.Height.Kernel * c.Width.Kernel,
        _ => 0,
    };

    private static string Kind(LayerModel layer)
    {
        string kind = layer switch
        {
            LayerModel.Convolution c => c.Axes == 2 ? "Conv2D" : "Conv1D",
            LayerModel.Pool p => $"{p.Over}Pool{p.Axes}D",
            LayerModel.GlobalPool p => $"Global{p.Over}Pool",
            _ => layer.GetType().Name,
        };
        return layer.Applied is { } activation && activation != Activation.Linear ? $"{kind}, {Sentences.NameOf(activation)}" : kind;
    }

    private static (string Code, string Reason) Code(Body.OutputsInLanes body, LayerModel layer, LayerPlan? plan, Unroll unroll) => plan switch
    {
        DensePlan dense => Dense(body, dense, unroll),
        ConvolutionPlan c when body.Layers.OfType<ConvolutionPlan>().FirstOrDefault(inferred => inferred.Name == c.Name && inferred.ColumnTile is not null) is { ColumnTile: { } tile } =>
            ($"columns in lanes, {tile.Height} × {tile.Vectors} tiles of filters{(body.Training is null ? "" : ", in inference; filters in lanes in training")}", $"{c.Filters} {(c.Filters == 1 ? "filter" : "filters")} would leave lanes empty"),
        ConvolutionPlan c => ($"filters in lanes, {string.Join(" and ", c.Tiles.Select(tiles => $"{tiles.Widest.Max()} × {tiles.Vectors}"))} tiles of pixels", $"{c.Terms} steps a sum, {(c.IsStraightLine(c.Tiles[0].Widest.Max(), 1) ? "a kernel's row written out" : "in loops")}"),
        PoolPlan => ("channels in lanes", "each channel by itself"),
        BatchNormPlan => ("channels in lanes", "in inference a scale and a shift"),
        _ => layer switch
        {
            LayerModel.Flatten or LayerModel.Reshape => ("no code of its own", "a copy at most where the order of numbers changes"),
            LayerModel.Dropout => ("numbers in lanes", "off outside training"),
            LayerModel.LayerNorm or LayerModel.Activate { Activation: Activation.Softmax or Activation.LogSoftmax } => ("numbers in lanes", "sums over the whole sample"),
            _ => ("numbers in lanes", "each by itself"),
        },
    };

    private static (string Code, string Reason) Dense(Body.OutputsInLanes body, DensePlan layer, Unroll unroll)
    {
        string sums = layer.StraightLine ? "straight-line panels" : "panels in loops";
        string chains = layer.Chains == 1 ? "" : $" × {layer.Chains} chains";
        string tiles = $"{layer.ForwardTiles[0].Height} × {layer.ForwardTiles[0].Vectors} tiles";
        string steps = $"{layer.Inputs / layer.Chains} steps a sum" + (unroll, layer.StraightLine) switch
        {
            (Unroll.Full, true) => ", written out as asked",
            (Unroll.Full, false) => $", more than the {Limits.MethodMultiplyAdds} that a method may hold",
            (Unroll.Loops, _) => ", in loops as asked",
            (_, true) => "",
            _ => $", more than {Limits.StraightLineSteps}",
        };
        string width = body.Use512 ? "" : "; 256-bit at most: no layer is large";
        return ($"{sums} of {layer.SampleVectors[0]} {(layer.SampleVectors[0] == 1 ? "vector" : "vectors")}{chains}, {tiles}", steps + width);
    }
}
