using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>What each layer's kernels are made from: chains, vectors, tiles.</summary>
internal sealed class LayerPlanner(NetworkModel model, NetworkGraph graph, Layouts layouts, Layouts inference, IReadOnlyDictionary<string, string> identifiers, EquatableArray<TensorPlan> tensors)
{
    /// <summary>The plans by layer name, for every layer that has kernels of its own.</summary>
    public Dictionary<string, LayerPlan> Plan(bool use512)
    {
        Dictionary<string, LayerPlan> plans = [];
        int norms = 0;
        foreach (Op.Forward op in graph.Forward)
            switch (op)
            {
                case Op.Affine affine:
                    plans.Add(affine.Layer, Dense(affine, use512));
                    break;
                case Op.Convolve convolve:
                    ConvolutionPlan plan = Convolution(convolve);
                    plans.Add(convolve.Layer, plan);
                    if (inference.IsInferredApart(convolve))
                        plans.Add(InferenceOf(convolve.Layer), Inferred(convolve, plan));
                    break;
                case Op.Pool pool:
                    plans.Add(pool.Layer, new PoolPlan(pool.Layer, identifiers[pool.Layer], pool.Kind, pool.Height, pool.Width, layouts.GridOf(pool.X), layouts.GridOf(pool.Y), layouts.ActivationBefore(pool)));
                    break;
                case Op.BatchNorm norm:
                    Grid grid = layouts.GridOf(norm.X);
                    plans.Add(norm.Layer, new BatchNormPlan(norm.Layer, identifiers[norm.Layer], norms++, grid.Channels, grid.Pixels, norm.Epsilon, norm.Momentum, Tensor(norm.W.Name)!, Tensor(norm.B.Name)!, Tensor($"{norm.Layer}.running_mean")!, Tensor($"{norm.Layer}.running_var")!));
                    break;
            }
        return plans;
    }

    /// <summary>The key of a convolution's plan that training doesn't use.</summary>
    public static string InferenceOf(string layer) => $"{layer}.inference";

    private TensorPlan? Tensor(string? name) => tensors.SingleOrDefault(tensor => tensor.Name == name);

    private DensePlan Dense(Op.Affine affine, bool use512)
    {
        int inputs = affine.X.Length, units = affine.Y.Length;
        Activation fused = layouts.FusedWith(affine);
        int chains = DenseShapes.Chains(inputs, units);
        bool straightLine = DenseShapes.IsStraightLine(inputs, chains, model.Unroll);
        return new(
            affine.Layer,
            identifiers[affine.Layer],
            $"y = {Sentences.Formula(fused, affine.B is not null)}, {inputs} → {units}",
            inputs,
            units,
            Tensor(affine.W.Name)!,
            Tensor(affine.B?.Name),
            fused,
            chains,
            [.. DenseShapes.SampleVectors(inputs, units, chains, straightLine, DenseShapes.Lanes(use512))],
            straightLine,
            DenseShapes.LoopUnroll(inputs, chains),
            [.. DenseShapes.ForwardTiles(units, use512)],
            [.. DenseShapes.WeightTiles(inputs, units, use512)],
            [.. DenseShapes.InputTiles(inputs, use512)]);
    }

    private ConvolutionPlan Inferred(Op.Convolve convolve, ConvolutionPlan plan)
    {
        (Op.BatchNorm? norm, Op.Activate? activate, Op.Pool? pool) = inference.EpilogueOf(convolve);
        bool isMean = pool?.Kind == PoolKind.Average, inColumns = inference.IsInColumns(convolve);
        Grid x = inference.GridOf(convolve.X), result = inference.GridOf(inference.ResultOf(convolve));
        // Planes that are turned channels last behind the kernel have no border.
        Grid y = inColumns && result is { IsPlanes: false, Channels: > 1 } ? Grid.Planes(inference.ResultOf(convolve).Shape) : result;
        (int rows, int columns) = isMean ? (plan.Rows, plan.Columns) : pool is null && IsOneRow(convolve, x, y) ? (1, y.Pixels) : (y.Height, y.Width);
        (int poolHeight, int poolWidth) = isMean ? (1, 1) : (pool?.Height.Kernel ?? 1, pool?.Width.Kernel ?? 1);
        return plan with
        {
            Identifier = plan.Identifier + "Inference",
            Formula = plan.Formula + Sentences.Epilogue(norm is not null, activate?.Kind, pool),
            Rows = rows,
            Columns = columns,
            X = x,
            Y = y,
            Fused = activate?.Kind ?? Activation.Linear,
            IsScaled = norm is not null,
            PoolHeight = poolHeight,
            PoolWidth = poolWidth,
            MeanOf = isMean ? rows * columns : 0,
            Tiles = [.. ConvolutionShapes.Tiles(plan.Filters, plan.Groups, columns, poolHeight * poolWidth)],
            ColumnTile = inColumns ? ConvolutionShapes.ColumnTile(columns * poolWidth, y.Channels, poolHeight) : null,
        };
    }

    /// <summary>Whether the rows of an image can be walked as one: every window is one pixel, and pixels follow each other without a gap.</summary>
    private static bool IsOneRow(Op.Convolve convolve, Grid x, Grid y) =>
        ConvolutionShapes.IsPointwise(convolve.Height, convolve.Width) && !x.HasBorder && !y.HasBorder;

    private ConvolutionPlan Convolution(Op.Convolve convolve)
    {
        Grid x = layouts.GridOf(convolve.X), y = layouts.GridOf(convolve.Y);
        Activation fused = layouts.FusedWith(convolve);
        (int rows, int columns) = IsOneRow(convolve, x, y) ? (1, y.Pixels) : (y.Height, y.Width);
        int run = ConvolutionShapes.Run(convolve.Width, x.Channels / convolve.Groups), runs = ConvolutionShapes.Runs(convolve.Width);
        return new(
            convolve.Layer,
            identifiers[convolve.Layer],
            $"y = {Sentences.Formula(fused, convolve.B is not null, "∗")}, {convolve.X.Shape} → {convolve.Y.Shape}, {Sentences.Kernel(convolve.Height, convolve.Width)}{(convolve.Groups > 1 ? $", {convolve.Groups} groups" : "")}",
            convolve.Height,
            convolve.Width,
            rows,
            columns,
            convolve.Groups,
            x,
            y,
            Tensor(convolve.W.Name)!,
            Tensor(convolve.B?.Name),
            fused,
            false,
            1,
            1,
            0,
            [.. ConvolutionShapes.Tiles(y.Channels, convolve.Groups, columns)],
            null,
            [.. ConvolutionShapes.WeightRows(convolve.Height.Kernel, run, runs)],
            [.. ConvolutionShapes.WeightRuns(run)],
            [.. ConvolutionShapes.InputTiles(columns)]);
    }
}
