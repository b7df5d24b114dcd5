using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;
using Buffer = NetGen.Generator.Graph.Buffer;

namespace NetGen.Generator.Lowering;

/// <summary>Plans a network layer by layer, vectors over outputs: places in scratch, steps, and each layer's kernels.</summary>
internal sealed class OutputsInLanesPlanner
{
    private readonly NetworkGraph _graph;
    private readonly Dictionary<string, string> _identifiers = [];
    private readonly Dictionary<string, DensePlan> _layers = [];
    private readonly Dictionary<Buffer, Place> _places = [];
    private readonly List<ScratchBuffer> _scratch = [];
    private readonly EquatableArray<TensorPlan> _tensors;
    private readonly Unroll _unroll;
    private readonly bool _use512;
    private int _row;

    public OutputsInLanesPlanner(NetworkModel model, NetworkGraph graph, IReadOnlyList<string> identifiers, EquatableArray<TensorPlan> tensors)
    {
        _graph = graph;
        _tensors = tensors;
        _unroll = model.Unroll;
        foreach ((string name, string identifier) in model.NamedLayers.Zip(identifiers, (layer, identifier) => (layer.Name, identifier)))
            _identifiers.Add(name, identifier);
        _use512 = graph.Forward.OfType<Op.Affine>().Max(affine => affine.W.Length) >= Limits.LeastFor512;
    }

    public Body.OutputsInLanes Plan()
    {
        _places[_graph.Input] = new(null, _graph.Input.Length, _graph.Input.Length);
        foreach (Op.Affine affine in _graph.Forward.OfType<Op.Affine>())
            PlanLayer(affine);
        int sampleScratch = _row;
        List<Step> forward = [.. Forward()];
        CheckScratch((long)Limits.BlockRows * _row);
        if (_graph.Loss is not { } loss)
            return new(_use512, [.. _layers.Values], [.. _scratch], _row, sampleScratch, 0, [.. forward], forward.Count, null, [], [], PlaceOf(_graph.Output), null);

        foreach (Buffer value in _graph.Forward.OfType<Op.Affine>().Select(affine => affine.Y))
            _places[value.Gradient] = Allocate(LayerOf(value), "Gradient", value.Length);
        Step.Loss lossStep = new(loss.Kind, PlaceOf(loss.Y), GradientOf(loss.Y), $"loss: {Sentences.NameOf(loss.Kind)} of {loss.Y.Length} outputs, and its gradient");
        // A fused loss reads logits: the last activation then is not on its way.
        int towardsLoss = loss.Y == _graph.Output ? forward.Count : forward.Count - 1;
        int transposed = _graph.Backward.OfType<Op.InputGradient>().Select(op => Math.Max(op.Of.X.Length, op.Of.Y.Length)).DefaultIfEmpty(0).Max();
        CheckScratch((long)Limits.BlockRows * (_row + 2L * transposed));
        return new(
            _use512, [.. _layers.Values], [.. _scratch], _row, sampleScratch, transposed,
            [.. forward], towardsLoss, lossStep,
            [.. Backward(_graph.Backward)], [.. Backward(_graph.BackwardFromOutput)],
            PlaceOf(_graph.Output), GradientOf(_graph.Output));
    }

    private void PlanLayer(Op.Affine affine)
    {
        Op.Activate? activate = _graph.Forward.OfType<Op.Activate>().FirstOrDefault(op => op.X == affine.Y);
        bool apart = activate is not null && activate.Kind.DerivativeNeedsArgument();
        Place sum = Allocate(affine.Layer, apart ? "Sum" : "Value", affine.Y.Length);
        _places[affine.Y] = sum;
        if (activate is not null)
            _places[activate.Y] = apart ? Allocate(affine.Layer, "Value", affine.Y.Length) : sum;

        // A fused loss reads the sums, so the activation must not be applied on the way out of the registers.
        bool lossReadsSum = activate is not null && _graph.Loss?.Y == affine.Y;
        Activation fused = activate is not null && activate.Kind.IsCheap() && !apart && !lossReadsSum ? activate.Kind : Activation.Linear;
        int inputs = affine.X.Length, units = affine.Y.Length;
        int chains = DenseShapes.Chains(inputs, units);
        bool straightLine = DenseShapes.IsStraightLine(inputs, chains, _unroll);
        _layers.Add(affine.Layer, new(
            affine.Layer,
            _identifiers[affine.Layer],
            $"y = {Sentences.Formula(fused, affine.B is not null)}, {inputs} → {units}",
            inputs,
            units,
            _tensors.Single(tensor => tensor.Name == affine.W.Name),
            _tensors.SingleOrDefault(tensor => tensor.Name == affine.B?.Name),
            fused,
            chains,
            [.. DenseShapes.SampleVectors(inputs, units, chains, straightLine, DenseShapes.Lanes(_use512))],
            straightLine,
            DenseShapes.LoopUnroll(inputs, chains),
            [.. DenseShapes.ForwardTiles(units, _use512)],
            [.. DenseShapes.WeightTiles(inputs, units, _use512)],
            [.. DenseShapes.InputTiles(inputs, _use512)],
            sum.Stride));
    }

    private IEnumerable<Step> Forward()
    {
        foreach (Op op in _graph.Forward)
            switch (op)
            {
                case Op.Affine affine:
                    DensePlan layer = _layers[affine.Layer];
                    yield return new Step.Dense(layer, PlaceOf(affine.X), PlaceOf(affine.Y), $"{layer.Name}: {layer.Formula}");
                    break;
                case Op.Activate activate when _layers[LayerOf(activate.Y)].Fused == Activation.Linear:
                    yield return new Step.Activate(activate.Kind, PlaceOf(activate.X), PlaceOf(activate.Y), $"{LayerOf(activate.Y)}: y = {Sentences.NameOf(activate.Kind)}(y), {activate.Y.Length} outputs");
                    break;
            }
    }

    private IEnumerable<Step> Backward(IEnumerable<Op> ops)
    {
        foreach (Op op in ops)
            switch (op)
            {
                case Op.ActivateGradient a:
                    Place values = PlaceOf(a.Kind.DerivativeNeedsArgument() ? a.X : a.Y);
                    yield return new Step.ActivateGradient(a.Kind, values, GradientOf(a.X), $"{LayerOf(a.Y)}: gradient before {Sentences.NameOf(a.Kind)}, {a.Y.Length} outputs");
                    break;
                case Op.WeightGradient { Of: var f }:
                    yield return new Step.WeightGradient(_layers[f.Layer], PlaceOf(f.X), GradientOf(f.Y), $"{f.W.Name}: ∂W = Σ ∂y·xᵀ over the samples, {f.Y.Length} × {f.X.Length}");
                    break;
                case Op.BiasGradient { Of: var f }:
                    yield return new Step.BiasGradient(_layers[f.Layer], GradientOf(f.Y), $"{f.B!.Name}: ∂b = Σ ∂y over the samples, {f.Y.Length}");
                    break;
                case Op.InputGradient { Of: var f }:
                    yield return new Step.InputGradient(_layers[f.Layer], GradientOf(f.Y), GradientOf(f.X), $"{f.Layer}: ∂x = Wᵀ·∂y, {f.Y.Length} → {f.X.Length}");
                    break;
            }
    }

    private Place PlaceOf(Buffer buffer) => _places[buffer];

    /// <summary>A layer's sums and results share one gradient: the activation's derivative is multiplied into it.</summary>
    private Place GradientOf(Buffer buffer) =>
        _places.TryGetValue(buffer.Gradient, out Place? place) ? place : _places[new Buffer($"{buffer.Name}.sum", buffer.Length, Role.Gradient)];

    /// <summary>A block of samples is indexed by int.</summary>
    private static void CheckScratch(long scratch)
    {
        if (scratch > int.MaxValue)
            throw new NotSupportedException($"A block of {Limits.BlockRows} samples would need {scratch:N0} numbers of intermediate results, more than an array holds.");
    }

    private Place Allocate(string layer, string suffix, int length)
    {
        ScratchBuffer buffer = new(_identifiers[layer] + suffix, length, _row, DenseShapes.RoundUp(length, Limits.NarrowPanelWidth));
        _scratch.Add(buffer);
        _row = checked(_row + buffer.Stride);
        return new(buffer, length, buffer.Stride);
    }

    private static string LayerOf(Buffer value) => value.Name.EndsWith(".sum", StringComparison.Ordinal) ? value.Name.Substring(0, value.Name.Length - 4) : value.Name;
}
