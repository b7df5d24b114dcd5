using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>Plans a network layer by layer, vectors over outputs: inference of one sample, of a block, and training.</summary>
internal sealed class NetworkPlanner
{
    private readonly NetworkGraph _graph;
    private readonly IReadOnlyDictionary<string, string> _identifiers;
    private readonly Layouts _layouts;
    private readonly Layouts _inference;
    private readonly Dictionary<string, LayerPlan> _plans;
    private readonly EquatableArray<TensorPlan> _tensors;
    private readonly bool _use512;

    public NetworkPlanner(NetworkModel model, NetworkGraph graph, Layouts layouts, IReadOnlyList<string> identifiers, EquatableArray<TensorPlan> tensors)
    {
        _graph = graph;
        _layouts = layouts;
        _inference = new(graph, isInference: true);
        _identifiers = model.NamedLayers.Zip(identifiers, (layer, identifier) => (layer.Name, identifier)).ToDictionary(pair => pair.Name, pair => pair.identifier);
        _use512 = graph.Forward.Any(op => op is not (Op.Affine or Op.Activate) || (op is Op.Affine affine && affine.W.Length >= Limits.LeastFor512));
        _plans = new LayerPlanner(model, graph, layouts, _inference, _identifiers, tensors).Plan(_use512);
        _tensors = tensors;
    }

    public Body.OutputsInLanes Plan()
    {
        int transposed = _graph.Backward.OfType<Op.InputGradient>().Select(op => op.Of).OfType<Op.Affine>().Select(affine => Math.Max(affine.X.Length, affine.Y.Length)).DefaultIfEmpty(0).Max();
        Body.OutputsInLanes body = new(_use512, [.. _plans.Values], Inference(rows: 1), Inference(Limits.BlockRows), _graph.Loss is null ? null : Training(), transposed);
        long scratch = body.TransposePlace + 2L * transposed * Limits.BlockRows;
        return scratch <= int.MaxValue
            ? body
            : throw new NotSupportedException($"A block of {Limits.BlockRows} samples would need {scratch:N0} numbers of intermediate results, more than an array holds.");
    }

    private Pass Inference(int rows)
    {
        PassDraft draft = new(_inference, _graph, _identifiers);
        ForwardPlanner planner = new(_inference, _plans, _tensors);
        Dictionary<string, (Storage, Storage)> scales = [];
        planner.AddOnce(draft, _graph.Forward, scales);
        (Range towardsLoss, Range beyond) = AddForward(draft, planner, scales, Range.From(0));
        (int length, IReadOnlyList<Step?> steps) = draft.Place(rows);
        return new(towardsLoss.Of(steps), beyond.Of(steps), _graph.Loss is null ? null : Loss(draft), length, draft.PlaceOf(_graph.Output));
    }

    private TrainingPass Training()
    {
        PassDraft draft = new(_layouts, _graph, _identifiers);
        ForwardPlanner planner = new(_layouts, _plans, _tensors);
        (Range towardsLoss, Range beyond) = AddForward(draft, planner, null, Range.From(0));
        Op[] backward = [.. _graph.Backward.Skip(1)], fromOutput = [.. _graph.BackwardFromOutput.Take(_graph.BackwardFromOutput.Count - backward.Length)];
        // Whoever owns a parameter computes its gradient, and may step it, when nobody reads it any more.
        bool shared = PhasePlanner.IsShared(_graph, _layouts);
        if (shared)
            backward = [.. backward.OrderBy(PhasePlanner.IsOfParameters)];
        BackwardPlanner adjoints = new(_layouts, _plans, planner);
        draft.Part(draft.Gradient(_graph.Output));
        Range first = Range.From(draft.Count);
        foreach (Op op in fromOutput)
            adjoints.Add(draft, op);
        first = first.To(draft.Count);
        draft.Part();
        Range rest = Range.From(draft.Count);
        adjoints.AddBefore(draft, backward);
        foreach (Op op in backward)
            adjoints.Add(draft, op);
        adjoints.AddBehind(draft, backward);
        rest = rest.To(draft.Count);
        (int length, IReadOnlyList<Step?> steps) = draft.Place(Limits.BlockRows);
        Pass forward = new(towardsLoss.Of(steps), beyond.Of(steps), Loss(draft), length, draft.PlaceOf(_graph.Output));
        return new(
            forward,
            first.Of(steps),
            rest.Of(steps),
            draft.GradientOf(_graph.Output),
            shared ? [.. PhasePlanner.Plan(forward.TowardsLoss, forward.Loss!, rest.Of(steps))] : []);
    }

    /// <summary>Adds the forward steps, the loss's memory between those that it needs and those beyond, and whoever reads the output.</summary>
    private (Range TowardsLoss, Range Beyond) AddForward(PassDraft draft, ForwardPlanner planner, Dictionary<string, (Storage, Storage)>? scales, Range towardsLoss)
    {
        Range beyond = default;
        foreach (Op.Forward op in _graph.Forward)
        {
            planner.Add(draft, op, scales);
            if (op.Y != (_graph.Loss?.Y ?? _graph.Output))
                continue;
            towardsLoss = towardsLoss.To(draft.Count);
            if (_graph.Loss is { Y: var argument })
                draft.Part(draft.Value(argument), draft.Gradient(argument));
            beyond = Range.From(draft.Count);
        }
        beyond = beyond.To(draft.Count);
        draft.Part(draft.Value(_graph.Output));
        return (towardsLoss, beyond);
    }

    private Step.Loss Loss(PassDraft draft) =>
        new(_graph.Loss!.Kind, draft.PlaceOf(_graph.Loss.Y), draft.GradientOf(_graph.Loss.Y), $"loss: {Sentences.NameOf(_graph.Loss.Kind)} of {_graph.Loss.Y.Length} outputs, and its gradient");

    /// <summary>Some of a draft's steps.</summary>
    private readonly record struct Range(int Start, int End)
    {
        public static Range From(int start) => new(start, start);

        public Range To(int end) => this with { End = end };

        public EquatableArray<Step> Of(IReadOnlyList<Step?> steps) => [.. steps.Skip(Start).Take(End - Start).Select(step => step!)];
    }
}
