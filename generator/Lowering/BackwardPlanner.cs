using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>The steps of the adjoint ops. Parameters whose gradients are summed sample by sample have their sums cleared before and delivered behind everything else.</summary>
internal sealed class BackwardPlanner(Layouts layouts, IReadOnlyDictionary<string, LayerPlan> plans, ForwardPlanner forward)
{
    private readonly Dictionary<string, Storage> _sums = [];
    private readonly Dictionary<string, Storage> _turned = [];

    /// <summary>Adds what must be done before the first sample's gradients.</summary>
    public void AddBefore(PassDraft draft, IEnumerable<Op> ops)
    {
        foreach (Op op in ops)
            switch (op)
            {
                case Op.InputGradient { Of: Op.Convolve { Groups: 1 } f }:
                    ConvolutionPlan plan = (ConvolutionPlan)plans[f.Layer];
                    Storage turned = _turned[f.Layer] = PassDraft.Once(plan.Identifier + "Turned", checked(plan.Height.Kernel * plan.Runs * plan.Filters * plan.InputLanes));
                    draft.Add(false, [turned], () => new Step.Turn(plan, ForwardPlanner.Vector(turned, 1), $"{plan.Name}: the weights, inputs in lanes"));
                    break;
                case Op.WeightGradient { Of: Op.Convolve f }:
                    AddSums(draft, f.W.Name);
                    break;
                case Op.BiasGradient { Of: Op.Convolve f }:
                    AddSums(draft, f.B!.Name);
                    break;
                case Op.ParameterGradient { Of: Op.LayerNorm f }:
                    AddSums(draft, f.W.Name);
                    AddSums(draft, f.B.Name);
                    break;
                case Op.ParameterGradient { Of: Op.BatchNorm f }:
                    AddSums(draft, f.W.Name);
                    AddSums(draft, f.B.Name);
                    break;
                case Op.ParameterGradient { Of: Op.Slope f }:
                    AddSums(draft, f.W.Name);
                    break;
            }
    }

    private void AddSums(PassDraft draft, string tensor)
    {
        TensorPlan plan = forward.Tensor(tensor);
        Storage sums = _sums[tensor] = PassDraft.Once(plan.Identifier + "Sums", plan.Length + (plan is { PanelWidth: 0, Channels: > 1 } ? Limits.NarrowPanelWidth : 0));
        draft.Add(false, [sums], () => new Step.Clear(Sums(tensor), sums.Size));
    }

    /// <summary>Adds the delivery of the sums.</summary>
    public void AddBehind(PassDraft draft, IEnumerable<Op> ops)
    {
        foreach (Op.BatchNorm norm in ops.OfType<Op.ParameterGradient>().Select(op => op.Of).OfType<Op.BatchNorm>())
        {
            BatchNormPlan plan = (BatchNormPlan)plans[norm.Layer];
            draft.Add(false, [_sums[norm.W.Name], _sums[norm.B.Name]], () => new Step.Call("Norms.SumRows",
                [new Argument.Batch(), plan.Index, new Argument.Rows(), Sums(norm.W.Name), Sums(norm.B.Name), plan.Channels], true, $"{plan.Name}: ∂weight = Σ ∂y·(x − mean)/√(variance + ε), ∂bias = Σ ∂y, {plan.Channels} channels"));
        }
        foreach (string tensor in _sums.Keys)
        {
            TensorPlan plan = forward.Tensor(tensor);
            draft.Add(false, [_sums[tensor]], () => new Step.Deliver(plan, Sums(tensor), $"{plan.Name}: the sums over the samples"));
        }
    }

    /// <summary>Adds the steps of one adjoint.</summary>
    public void Add(PassDraft draft, Op op)
    {
        switch (op)
        {
            case Op.ActivateGradient a when layouts.IsTakenAlong(a):
                break;
            case Op.ActivateGradient a:
                bool perSample = forward.IsSpatial(a.Y);
                Storage? values = draft.Value(a.Kind.DerivativeNeedsArgument() ? a.X : a.Y);
                draft.Add(perSample, [values, draft.Gradient(a.X)], () => new Step.ActivateGradient(a.Kind, draft.PlaceOf(a.Kind.DerivativeNeedsArgument() ? a.X : a.Y), draft.GradientOf(a.X), perSample, $"{ForwardPlanner.LayerOf(a.Y)}: gradient before {Sentences.NameOf(a.Kind)}, {a.Y.Length} outputs"));
                ClearPadding(draft, a.X);
                break;
            case Op.WeightGradient { Of: Op.Affine f }:
                draft.Add(false, [draft.Value(f.X), draft.Gradient(f.Y)], () => new Step.WeightGradient((DensePlan)plans[f.Layer], draft.PlaceOf(f.X), draft.GradientOf(f.Y), $"{f.W.Name}: ∂W = Σ ∂y·xᵀ over the samples, {f.Y.Length} × {f.X.Length}"));
                break;
            case Op.BiasGradient { Of: Op.Affine f }:
                draft.Add(false, [draft.Gradient(f.Y)], () => new Step.BiasGradient((DensePlan)plans[f.Layer], draft.GradientOf(f.Y), $"{f.B!.Name}: ∂b = Σ ∂y over the samples, {f.Y.Length}"));
                break;
            case Op.WeightGradient { Of: Op.Convolve f }:
                Storage? spread = ForwardPlanner.Spread(draft, (ConvolutionPlan)plans[f.Layer], f.X);
                Storage?[] needs = [draft.Value(f.X), spread, draft.Gradient(f.Y), _sums[f.W.Name], f.B is null ? null : _sums[f.B.Name]];
                draft.Add(true, needs, () => new Step.ConvolutionGradient((ConvolutionPlan)plans[f.Layer], spread is null ? draft.PlaceOf(f.X) : ForwardPlanner.Vector(spread, 1), draft.GradientOf(f.Y), Sums(f.W.Name), f.B is null ? null : Sums(f.B.Name), $"{f.Layer}: ∂W = Σ ∂y·x{(f.B is null ? "" : ", ∂b = Σ ∂y")} over the pixels"));
                break;
            case Op.BiasGradient { Of: Op.Convolve }:
                // Summed in the same pass over the pixels as the weights'.
                break;
            case Op.InputGradient { Of: var f }:
                AddInputGradient(draft, f);
                ClearPadding(draft, f.X);
                break;
            case Op.ParameterGradient { Of: Op.BatchNorm norm }:
                BatchNormPlan batch = (BatchNormPlan)plans[norm.Layer];
                draft.Add(true, [draft.Value(norm.X), draft.Gradient(norm.Y)], () => new Step.Call("Norms.GatherGradient<T>",
                    [draft.PlaceOf(norm.X), draft.GradientOf(norm.Y), layouts.GridOf(norm.Y), new Argument.Statistics(batch.Index), new Argument.RowSums(batch.Index)],
                    false, $"{batch.Name}: Σ ∂y and Σ ∂y·(x − mean)/√(variance + ε) of each of {batch.Channels} channels"));
                draft.Add(false, [], () => new Step.Combine(batch));
                break;
            case Op.ParameterGradient { Of: Op.LayerNorm norm }:
                draft.Add(true, [draft.Value(norm.X), draft.Gradient(norm.Y), _sums[norm.W.Name], _sums[norm.B.Name]], () => new Step.Call("LayerNorms.ParameterGradient<T>",
                    [draft.PlaceOf(norm.X), draft.GradientOf(norm.Y), layouts.GridOf(norm.Y), Sums(norm.W.Name), Sums(norm.B.Name), new Argument.Real((float)norm.Epsilon)],
                    false, $"{norm.Layer}: ∂weight = Σ ∂y·(x − mean)/√(variance + ε), ∂bias = Σ ∂y, {norm.X.Length} numbers"));
                break;
            case Op.ParameterGradient { Of: Op.Slope slope }:
                draft.Add(true, [draft.Value(slope.X), draft.Gradient(slope.Y), _sums[slope.W.Name]], () => new Step.Call("Slopes.ParameterGradient<T>",
                    [draft.PlaceOf(slope.X), draft.GradientOf(slope.Y), layouts.GridOf(slope.Y), Sums(slope.W.Name), slope.W.Length],
                    false, $"{slope.Layer}: ∂weight = Σ ∂y·x where x is below 0"));
                break;
            default:
                throw new NotSupportedException($"No steps are known for {op}.");
        }
    }

    private void AddInputGradient(PassDraft draft, Op.Forward op)
    {
        Storage dy = draft.Gradient(op.Y), dx = draft.Gradient(op.X);
        switch (op)
        {
            case Op.Affine f:
                draft.Add(false, [dy, dx], () => new Step.InputGradient((DensePlan)plans[f.Layer], draft.GradientOf(f.Y), draft.GradientOf(f.X), $"{f.Layer}: ∂x = Wᵀ·∂y, {f.Y.Length} → {f.X.Length}"));
                break;
            case Op.Convolve f:
                ConvolutionPlan plan = (ConvolutionPlan)plans[f.Layer];
                Storage? turned = _turned.TryGetValue(f.Layer, out Storage? found) ? found : null;
                if (plan.Groups > 1 && !plan.IsDepthwise)
                {
                    Storage spread = new(plan.Identifier + "SpreadGradient", plan.InputLength + Limits.NarrowPanelWidth);
                    draft.Add(true, [dy, spread], () => new Step.ConvolutionInputGradient(plan, draft.GradientOf(f.Y), ForwardPlanner.Vector(spread, 1), null, $"{f.Layer}: ∂x = Σ W·∂y over the windows, {f.Y.Shape} → {f.X.Shape}"));
                    draft.Add(true, [dx, spread], () => new Step.Spread(plan, ForwardPlanner.Vector(spread, 1), draft.GradientOf(f.X), Back: true));
                    break;
                }
                draft.Add(true, [dy, dx, turned], () => new Step.ConvolutionInputGradient(plan, draft.GradientOf(f.Y), draft.GradientOf(f.X), turned is null ? null : ForwardPlanner.Vector(turned, 1), $"{f.Layer}: ∂x = Σ W·∂y over the windows, {f.Y.Shape} → {f.X.Shape}"));
                break;
            case Op.Pool pool:
                bool max = pool.Kind == PoolKind.Max;
                draft.Add(true, [dy, dx, max ? draft.Value(pool.X) : null, max ? draft.Value(pool.Y) : null], () => new Step.PoolGradient((PoolPlan)plans[pool.Layer], draft.PlaceOf(pool.X), draft.PlaceOf(pool.Y), draft.GradientOf(pool.Y), draft.GradientOf(pool.X), $"{pool.Layer}: ∂x = ∂y {(max ? "at the largest of a window" : "over the whole window")}{Sentences.Before(layouts.ActivationBefore(pool))}, {pool.Y.Shape} → {pool.X.Shape}"));
                break;
            case Op.Reshape reshape when layouts.IsAlias(reshape):
                break;
            case Op.Reshape { X.Shape.Rank: 1 }:
                draft.Add(true, [dy, dx], () => new Step.ToChannelsFirst(draft.GradientOf(op.Y), draft.GradientOf(op.X), $"{ForwardPlanner.LayerOf(op.Y)}: gradients, channels first"));
                break;
            case Op.Reshape:
                draft.Add(true, [dy, dx], () => new Step.ToChannelsLast(draft.GradientOf(op.Y), draft.GradientOf(op.X), $"{ForwardPlanner.LayerOf(op.Y)}: gradients, channels last"));
                break;
            case Op.Drop drop:
                draft.Add(true, [dy, dx], () => new Step.Call("Dropouts.Gradient<T>",
                    [draft.GradientOf(op.Y), draft.GradientOf(op.X), layouts.GridOf(op.Y), new Argument.Draw(drop.Index), ForwardPlanner.Drops(drop).Threshold, ForwardPlanner.Drops(drop).Scale],
                    false, $"{drop.Layer}: ∂x = 0 where y was zeroed, else scaled as y"));
                break;
            case Op.BatchNorm norm:
                BatchNormPlan batch = (BatchNormPlan)plans[norm.Layer];
                draft.Add(true, [dy, dx, draft.Value(op.X)], () => new Step.Call("Norms.NormalizeGradient<T>",
                    [draft.PlaceOf(op.X), draft.GradientOf(op.Y), draft.GradientOf(op.X), layouts.GridOf(op.Y), new Argument.Statistics(batch.Index), batch.Weight],
                    false, $"{batch.Name}: gradient before the normalisation, {op.X.Length} numbers"));
                break;
            case Op.LayerNorm norm:
                draft.Add(true, [dy, dx, draft.Value(op.X)], () => new Step.Call("LayerNorms.Gradient<T>",
                    [draft.PlaceOf(op.X), draft.GradientOf(op.Y), draft.GradientOf(op.X), layouts.GridOf(op.Y), forward.Tensor(norm.W.Name), new Argument.Real((float)norm.Epsilon)],
                    false, $"{norm.Layer}: gradient before the normalisation, {op.X.Length} numbers"));
                break;
            case Op.Slope slope:
                draft.Add(true, [dy, dx, draft.Value(op.X)], () => new Step.Call("Slopes.Gradient<T>",
                    [draft.PlaceOf(op.X), draft.GradientOf(op.Y), draft.GradientOf(op.X), layouts.GridOf(op.Y), forward.Tensor(slope.W.Name), slope.W.Length],
                    false, $"{slope.Layer}: ∂x = ∂y above 0, weight·∂y below"));
                break;
            default:
                throw new NotSupportedException($"No steps are known for the gradient before {op}.");
        }
    }

    /// <summary>Padding behind a vector's gradient must not reach the padding of the weights that made it.</summary>
    private void ClearPadding(PassDraft draft, Graph.Buffer value)
    {
        if (layouts.GridOf(value) is { Pixels: 1, HasBorder: false, Channels: var channels } && channels % Limits.NarrowPanelWidth != 0)
            draft.Add(false, [draft.Gradient(value)], () => new Step.ClearPadding(draft.GradientOf(value)));
    }

    private Place Sums(string tensor) => ForwardPlanner.Vector(_sums[tensor], 1);
}
