using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>Plans a network layer by layer, vectors over outputs: inference of one sample, of a block, and training. Each goes through the same stages: fuse, choose, lay out, share memory, create kernels, allocate.</summary>
/// <param name="target">The network and the options.</param>
/// <param name="givesLastFrame">For a network over frames, whether the output of a piece is that of its last frame.</param>
internal sealed class NetworkPlanner(Target target, bool givesLastFrame)
{
    private StreamMemory? _state, _pieceState, _pieceGradients;

    private NetworkGraph Graph => target.Graph;

    /// <summary>The values that the loss or the caller reads.</summary>
    private Value[] Kept => [.. Graph.LossArguments, .. Graph.Outputs];

    public Body.OutputsInLanes Plan()
    {
        (Pass sample, Pass block) = Inference();
        TrainingPass? training = Graph.Training is null ? null : Training(Graph.Training);
        Body.OutputsInLanes body = new(target.Use512, sample, block, training, Stream());
        long scratch = body.TransposedOffset + 2L * body.TransposedRows * Limits.BlockRows;
        return scratch <= int.MaxValue
            ? body
            : throw new System.NotSupportedException($"A block of {Limits.BlockRows} samples would need {scratch:N0} elements of intermediate results, more than an array holds.");
    }

    private PlannedStream? Stream() => target.Sequence is not { } sequence ? null
        : new(sequence.Length, givesLastFrame ? sequence.Length - 1 : sequence.WarmupFrames, givesLastFrame, _state!.Layout, _pieceState?.Layout, _pieceGradients?.Layout);

    private (Pass Sample, Pass Block) Inference()
    {
        if (target.Sequence is not null)
            _state = new("state", System.Math.Max(Limits.HistoryRows, DenseShapes.RoundUp(Graph.Forward.Max(node => node.Op.Remembered), Limits.BlockRows)));
        IReadOnlyList<Group> groups = Fusion.Of(Graph.Forward, Mode.Inference, target.General, Kept);
        IReadOnlyDictionary<Group, Candidate> choices = OrderChoice.Of(groups, Mode.Inference, target.General);
        Views views = new(Graph, groups, choices);
        Memory memory = new(Graph, views, target.Identifiers, groups, KeptUntil());
        Forward forward = new(new KernelBuilder(target, Mode.Inference, views, memory, choices, _state), Graph, groups);
        return (forward.Pass(new([forward.Kernels], 1)), forward.Pass(new([forward.Kernels], Limits.BlockRows)));
    }

    private TrainingPass Training(TrainingGraph training)
    {
        // The backward pass reads values of the forward pass, which are therefore stored.
        IReadOnlyList<Group> groups = Fusion.Of(Graph.Forward, Mode.Training, target.General, [.. Kept, .. training.Backward.Concat(training.FromOutputs).SelectMany(node => node.In)]);
        Views views = new(Graph, groups, new Dictionary<Group, Candidate>());
        bool isShared = Graph.Forward.Any(target.SharesOutputs);
        // The owner of a parameter computes its gradient, and may update it, after its last reader.
        IReadOnlyList<Node> backward = isShared ? [.. training.Backward.OrderBy(target.SharesOutputs)] : training.Backward;
        Value[] inputGradientValues = [.. training.InputGradients.OfType<Value>()];
        IReadOnlyList<Group> fromOutputs = Fusion.Of(training.FromOutputs, Mode.Training, target.General, [.. training.Seed.Out]), backwardGroups = Fusion.Of(backward, Mode.Training, target.General, inputGradientValues);
        Group[] all = [.. groups, .. fromOutputs, .. backwardGroups];
        Memory memory = new(Graph, views, target.Identifiers, all, [.. KeptUntil(), .. inputGradientValues.Select(gradient => (gradient, int.MaxValue))]);
        if (target.Sequence is { Length: var frames })
            (_pieceState, _pieceGradients) = (new("state", frames), new("carried", frames));
        KernelBuilder builder = new(target, Mode.Training, views, memory, new Dictionary<Group, Candidate>(), _pieceState, _pieceGradients, new BackwardNeeds(Graph));
        Forward forward = new(builder, Graph, groups);
        CopyOutputGradients outputGradients = new([.. training.OutputGradients.Select(builder.At)]);
        IReadOnlyList<Kernel> fromOutput = builder.Take(fromOutputs);
        IReadOnlyList<Kernel> kernels = builder.Take(backwardGroups);
        if (isShared)
            kernels = [.. kernels.OrderBy(kernel => kernel.Scope == Scope.Outputs)];
        CopyInputGradients? inputGradients = training.InputGradients.Count == 0 ? null
            : new([.. training.InputGradients.Select(gradient => gradient is null ? null : builder.At(gradient))], [.. Graph.Inputs.Select(input => input.Length)]);
        // Over frames, other blocks run between the forward and the backward pass of a block.
        IReadOnlyList<Kernel>[] beforeBackward = target.Sequence is null ? [[.. forward.Kernels, outputGradients, .. fromOutput]] : [forward.Kernels, [outputGradients, .. fromOutput]];
        Allocation allocation = new([.. beforeBackward, kernels, inputGradients is null ? [] : [inputGradients]], Limits.BlockRows, keepsApart: target.Sequence is not null);
        return new(
            forward.Pass(allocation),
            outputGradients,
            [.. fromOutput],
            [.. kernels],
            [.. Phases.Of(forward.TowardsLoss, forward.Loss!, kernels, isShared)],
            inputGradients);
    }

    /// <summary>The same, each with the index of the node before which that happens.</summary>
    private IEnumerable<(Value, int)> KeptUntil()
    {
        int towardsLoss = Graph.Split().TowardsLoss.Count;
        return [.. Graph.LossArguments.Select(argument => (argument, towardsLoss)), .. Graph.Outputs.Select(output => (output, Graph.Forward.Count))];
    }

    /// <summary>The kernels from the input to the loss and to the output.</summary>
    private sealed class Forward
    {
        private readonly CopyOutputs _outputs;

        public Forward(KernelBuilder builder, NetworkGraph graph, IReadOnlyList<Group> groups)
        {
            HashSet<Node> towards = [.. graph.Split().TowardsLoss];
            TowardsLoss = builder.Take(groups.Where(group => towards.Contains(group.Head)));
            Loss = graph.Training is null ? null : (LossKernel)builder.Take([new(graph.Training.Loss, [])]).Single();
            Beyond = builder.Take(groups.Where(group => !towards.Contains(group.Head)));
            _outputs = new([.. graph.Outputs.Select(builder.At)]);
        }

        public IReadOnlyList<Kernel> TowardsLoss { get; }

        public LossKernel? Loss { get; }

        private IReadOnlyList<Kernel> Beyond { get; }

        /// <summary>All kernels, in order.</summary>
        public IReadOnlyList<Kernel> Kernels => [.. TowardsLoss, .. Loss is null ? (IEnumerable<Kernel>)[] : [Loss], .. Beyond, _outputs];

        public Pass Pass(Allocation allocation) => new([.. TowardsLoss], Loss, [.. Beyond], _outputs, allocation);
    }
}
