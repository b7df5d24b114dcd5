using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>The steps of the forward ops, in inference and in training.</summary>
internal sealed class ForwardPlanner(Layouts layouts, IReadOnlyDictionary<string, LayerPlan> plans, EquatableArray<TensorPlan> tensors)
{
    /// <summary>Adds what must be computed from the parameters before the first sample.</summary>
    public void AddOnce(PassDraft draft, IEnumerable<Op.Forward> forward, Dictionary<string, (Storage Scale, Storage Shift)> scales)
    {
        foreach (Op.BatchNorm norm in forward.OfType<Op.BatchNorm>())
        {
            BatchNormPlan plan = (BatchNormPlan)plans[norm.Layer];
            Storage scale = PassDraft.Once(plan.Identifier + "Scale", plan.Channels), shift = PassDraft.Once(plan.Identifier + "Shift", plan.Channels);
            scales.Add(norm.Layer, (scale, shift));
            draft.Add(false, [scale, shift], () => new Step.Call("Norms.RunningScale<T>",
                [plan.Weight, plan.Bias, plan.Mean, plan.Variance, Vector(scale, plan.Channels), Vector(shift, plan.Channels), plan.Channels, new Argument.Real((float)plan.Epsilon)],
                true, $"{plan.Name}: scale = weight / √(running variance + ε), shift = bias − running mean · scale, {plan.Channels} channels"));
        }
    }

    /// <summary>Adds the steps of one op.</summary>
    /// <param name="scales">Scale and shift of every batch normalisation; none in training, where they come from the batch.</param>
    public void Add(PassDraft draft, Op.Forward op, Dictionary<string, (Storage Scale, Storage Shift)>? scales)
    {
        if (layouts.IsInEpilogue(op))
            return;
        if (op is Op.Convolve inferred && layouts.IsInferredApart(inferred))
        {
            AddWithEpilogue(draft, inferred, (ConvolutionPlan)plans[LayerPlanner.InferenceOf(inferred.Layer)], scales!);
            return;
        }
        Storage? x = draft.Value(op.X), y = draft.Value(op.Y);
        switch (op)
        {
            case Op.Affine affine:
                DensePlan dense = (DensePlan)plans[affine.Layer];
                draft.Add(false, [x, y], () => new Step.Dense(dense, draft.PlaceOf(op.X), draft.PlaceOf(op.Y), $"{dense.Name}: {dense.Formula}"));
                break;
            case Op.Convolve convolve:
                ConvolutionPlan convolution = (ConvolutionPlan)plans[convolve.Layer];
                Storage? spread = Spread(draft, convolution, convolve.X);
                draft.Add(true, [x, y, spread], () => new Step.Convolve(convolution, spread is null ? draft.PlaceOf(op.X) : Vector(spread, 1), draft.PlaceOf(op.Y), null, null, $"{convolution.Name}: {convolution.Formula}"));
                break;
            case Op.Activate activate when layouts.IsFused(activate):
                break;
            case Op.Activate activate:
                bool perSample = IsSpatial(op.Y);
                draft.Add(perSample, [x, y], () => new Step.Activate(activate.Kind, draft.PlaceOf(op.X), draft.PlaceOf(op.Y), perSample, $"{LayerOf(op.Y)}: y = {Sentences.NameOf(activate.Kind)}({(x == y ? "y" : "x")}), {op.Y.Length} {(perSample ? "numbers" : "outputs")}"));
                break;
            case Op.Pool pool:
                PoolPlan plan = (PoolPlan)plans[pool.Layer];
                draft.Add(true, [x, y], () => new Step.Pool(plan, draft.PlaceOf(op.X), draft.PlaceOf(op.Y), $"{plan.Name}: y = {(pool.Kind == PoolKind.Max ? "largest" : "mean")} of {pool.Height.Kernel} × {pool.Width.Kernel}, {pool.X.Shape} → {pool.Y.Shape}"));
                break;
            case Op.Reshape reshape when layouts.IsAlias(reshape):
                return;
            case Op.Reshape { X.Shape.Rank: 1 } when layouts.GridOf(op.Y) is { IsPlanes: true } planes:
                draft.Add(true, [x, y], () => new Step.Call("Grids.CopyPlanes", [draft.PlaceOf(op.X), draft.PlaceOf(op.Y), planes.OfPlane, planes.Plane, planes.Channels], false, $"{LayerOf(op.Y)}: {op.Y.Shape}, a border around each channel"));
                break;
            case Op.Reshape { X.Shape.Rank: 1 }:
                draft.Add(true, [x, y], () => new Step.ToChannelsLast(draft.PlaceOf(op.X), draft.PlaceOf(op.Y), $"{LayerOf(op.Y)}: {op.Y.Shape}, channels last"));
                break;
            case Op.Reshape:
                draft.Add(true, [x, y], () => new Step.ToChannelsFirst(draft.PlaceOf(op.X), draft.PlaceOf(op.Y), $"{LayerOf(op.Y)}: {op.X.Shape}, channels first"));
                break;
            case Op.BatchNorm norm:
                AddBatchNorm(draft, norm, scales);
                break;
            case Op.LayerNorm norm:
                draft.Add(true, [x, y], () => new Step.Call("LayerNorms.Normalize<T>",
                    [draft.PlaceOf(op.X), draft.PlaceOf(op.Y), layouts.GridOf(op.Y), Tensor(norm.W.Name), Tensor(norm.B.Name), new Argument.Real((float)norm.Epsilon)],
                    false, $"{norm.Layer}: y = (x − mean) / √(variance + ε) · weight + bias over {op.X.Length} numbers"));
                break;
            case Op.Slope slope:
                draft.Add(true, [x, y], () => new Step.Call("Slopes.Apply<T>",
                    [draft.PlaceOf(op.X), draft.PlaceOf(op.Y), layouts.GridOf(op.Y), Tensor(slope.W.Name), slope.W.Length],
                    false, $"{slope.Layer}: y = x above 0, weight·x below, {op.X.Length} numbers"));
                break;
            case Op.Drop drop when scales is null:
                draft.Add(true, [x, y], () => new Step.Call("Dropouts.Apply<T>",
                    [draft.PlaceOf(op.X), draft.PlaceOf(op.Y), layouts.GridOf(op.Y), new Argument.Draw(drop.Index), Drops(drop).Threshold, Drops(drop).Scale],
                    false, $"{drop.Layer}: y = 0 for {Percent(drop)} % of {op.X.Length} numbers, else x / {(1 - drop.Rate).ToString("R", CultureInfo.InvariantCulture)}"));
                break;
            case Op.Drop:
                draft.Add(true, [x, y], () => new Step.Call("Grids.Copy",
                    [draft.PlaceOf(op.X), draft.PlaceOf(op.Y), layouts.GridOf(op.Y)], false, $"{LayerOf(op.Y)}: y = x, {op.X.Length} numbers"));
                break;
            default:
                throw new NotSupportedException($"No steps are known for {op}.");
        }
        ClearBorder(draft, op.Y);
    }

    private void ClearBorder(PassDraft draft, Graph.Buffer value)
    {
        Grid grid = layouts.GridOf(value);
        if (!grid.HasBorder || layouts.Reader(value) is not Op.Convolve)
            return;
        draft.Add(true, [draft.Value(value)], () => grid.IsPlanes
            ? new Step.Call("Grids.ClearBorders", [draft.PlaceOf(value), grid.OfPlane, grid.Plane, grid.Channels], false, "")
            : new Step.Call("Grids.ClearBorder", [draft.PlaceOf(value), grid, grid.Size], false, ""));
    }

    private void AddWithEpilogue(PassDraft draft, Op.Convolve convolve, ConvolutionPlan plan, Dictionary<string, (Storage Scale, Storage Shift)> scales)
    {
        Op.BatchNorm? norm = layouts.EpilogueOf(convolve).Norm;
        Graph.Buffer result = layouts.ResultOf(convolve);
        (Storage? scale, Storage? shift) = norm is null ? (null, null) : ((Storage?, Storage?))scales[norm.Layer];
        Storage? spread = Spread(draft, plan, convolve.X);
        Storage? planes = plan.Y.IsPlanes && !layouts.GridOf(result).IsPlanes ? new(plan.Identifier + "Planes", plan.Y.Size) : null;
        draft.Add(true, [draft.Value(convolve.X), spread, planes ?? draft.Value(result), scale, shift], () => new Step.Convolve(
            plan,
            spread is null ? draft.PlaceOf(convolve.X) : Vector(spread, 1),
            planes is null ? draft.PlaceOf(result) : Vector(planes, 1),
            scale is null ? null : Vector(scale, plan.Filters),
            shift is null ? null : Vector(shift, plan.Filters),
            $"{plan.Name}: {plan.Formula}"));
        if (planes is not null)
            draft.Add(true, [planes, draft.Value(result)], () => new Step.ToChannelsLast(Vector(planes, 1), draft.PlaceOf(result), $"{plan.Name}: {result.Shape}, channels last"));
        ClearBorder(draft, result);
    }

    /// <summary>Adds the spreading of a grouped convolution's input; none where it isn't needed.</summary>
    public static Storage? Spread(PassDraft draft, ConvolutionPlan plan, Graph.Buffer x)
    {
        if (plan.Groups == 1 || plan.IsDepthwise)
            return null;
        Storage spread = new(plan.Identifier + "Spread", plan.InputLength + Limits.NarrowPanelWidth);
        draft.Add(true, [draft.Value(x), spread], () => new Step.Spread(plan, draft.PlaceOf(x), Vector(spread, 1), Back: false));
        return spread;
    }

    private void AddBatchNorm(PassDraft draft, Op.BatchNorm norm, Dictionary<string, (Storage Scale, Storage Shift)>? scales)
    {
        BatchNormPlan plan = (BatchNormPlan)plans[norm.Layer];
        Storage? x = draft.Value(norm.X), y = draft.Value(norm.Y);
        Grid grid = layouts.GridOf(norm.Y);
        if (scales is not null)
        {
            (Storage scale, Storage shift) = scales[norm.Layer];
            draft.Add(true, [x, y, scale, shift], () => new Step.Call("Norms.Scale<T>",
                [draft.PlaceOf(norm.X), draft.PlaceOf(norm.Y), grid, Vector(scale, plan.Channels), Vector(shift, plan.Channels)],
                false, $"{plan.Name}: y = x·scale + shift, {norm.X.Length} numbers"));
            return;
        }
        draft.Add(true, [x], () => new Step.Call("Norms.Gather<T>",
            [draft.PlaceOf(norm.X), grid, new Argument.RowSums(plan.Index)], false, $"{plan.Name}: sum and squares of each of {plan.Channels} channels"));
        draft.Add(false, [], () => new Step.Combine(plan));
        draft.Add(true, [x, y], () => new Step.Call("Norms.Normalize<T>",
            [draft.PlaceOf(norm.X), draft.PlaceOf(norm.Y), grid, new Argument.Statistics(plan.Index), plan.Weight, plan.Bias],
            false, $"{plan.Name}: y = (x − mean) / √(variance + ε) · weight + bias of the batch, {norm.X.Length} numbers"));
    }

    /// <summary>Whether a value has pixels, or a border: what works on it takes one sample at a time.</summary>
    public bool IsSpatial(Graph.Buffer value) => layouts.GridOf(value) is { Pixels: > 1 } or { HasBorder: true };

    public TensorPlan Tensor(string name) => tensors.Single(tensor => tensor.Name == name);

    /// <summary>A vector that serves all samples.</summary>
    public static Place Vector(Storage storage, int length) => new(storage.Buffer, Grid.Of(Shape.Vector(length)), 0);

    /// <summary>Below which of 2³² a unit's bits drop it, and what the others are multiplied by.</summary>
    public static (Argument Threshold, Argument Scale) Drops(Op.Drop drop) =>
        (new Argument.Bits((uint)Math.Floor(drop.Rate * 4294967296.0)), new Argument.Real((float)(1 / (1 - drop.Rate))));

    public static string LayerOf(Graph.Buffer value) => value.Name.Split('.')[0];

    private static string Percent(Op.Drop drop) => (100 * drop.Rate).ToString("0.##", CultureInfo.InvariantCulture);
}
