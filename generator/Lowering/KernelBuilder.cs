using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>The network and the options for which kernels are created, the same in each pass.</summary>
/// <param name="Use512">Whether 512-bit vectors are used where the machine has them.</param>
/// <param name="General">The layers whose kernels are the runtime's, which take sizes as arguments.</param>
/// <param name="Sequence">For a network over frames, its pieces; else null.</param>
internal sealed record Target(NetworkGraph Graph, Unroll Unroll, bool Use512, Identifiers Identifiers, IReadOnlyDictionary<Tensor, TensorPlan> Tensors, ISet<string> General, Sequence? Sequence = null)
{
    /// <summary>The shape of such a layer's code.</summary>
    public static CodeShape GeneralCode { get; } = new("sizes as arguments", "other layers use up the text limit");

    public bool IsGeneral(Node node) => General.Contains(node.Layer);

    private readonly ISet<Tensor> _shared = Graph.SharedTensors;

    private readonly Dictionary<string, int> _orders = Graph.Forward.Select((node, i) => (node.Layer, i)).GroupBy(pair => pair.Layer).ToDictionary(layer => layer.Key, layer => layer.First().i);

    /// <summary>A forward node's index among those of its kind.</summary>
    private readonly Dictionary<Value, int> _indices = Graph.Forward.GroupBy(node => node.Op.GetType()).SelectMany(nodes => nodes.Select((node, i) => (node.Y, i))).ToDictionary(pair => pair.Y, pair => pair.i);

    /// <summary>The layer of a node, forward or backward, and the index of its first node.</summary>
    public Owner OwnerOf(Node node) => new(node.Layer, Identifiers.Of(node.Layer), _orders[node.Layer]);

    /// <summary>A forward node's index among those of its kind.</summary>
    public int IndexAmongKind(Node node) => _indices[node.Y];

    /// <summary>Whether other nodes read a node's tensors.</summary>
    public bool IsShared(Node node) => node.Tensors.Any(_shared.Contains);

    /// <summary>Whether threads share a node by its outputs. Parameters that several nodes read have no owner; nor have those of a network over frames, whose blocks follow each other.</summary>
    public bool SharesOutputs(Node node) => Sequence is null && node.Op.SharesOutputs(node) && !IsShared(node);
}

/// <summary>The kernels of a pass, as ops add them.</summary>
/// <param name="state">For a network over frames, what the forward pass remembers.</param>
/// <param name="carried">For its training, what the backward pass remembers.</param>
/// <param name="needs">For training, the layers that need the nodes of the backward pass.</param>
internal sealed class KernelBuilder(Target target, Mode mode, Views views, Memory memory, IReadOnlyDictionary<Group, Candidate> choices, StreamMemory? state = null, StreamMemory? carried = null, BackwardNeeds? needs = null)
{
    private readonly List<Kernel> _first = [], _kernels = [], _beforeDelivery = [], _deliveries = [];
    private readonly Dictionary<TensorPlan, Location> _sums = [];
    private readonly Dictionary<Value, LayerPlan> _plans = [];

    /// <summary>The layers for which the group is needed whose kernels are added.</summary>
    private TrainedLayers? _for;

    public Mode Mode => mode;

    /// <summary>What the forward pass of a network over frames remembers.</summary>
    public StreamMemory State => state ?? throw new InvalidOperationException("Only networks over frames remember.");

    /// <summary>What its backward pass remembers.</summary>
    public StreamMemory Carried => carried ?? throw new InvalidOperationException("Only networks over frames that are trained remember gradients.");

    public NetworkGraph Graph => target.Graph;

    public Unroll Unroll => target.Unroll;

    public bool Use512 => target.Use512;

    /// <summary>Whether a layer's kernels are the runtime's.</summary>
    public bool IsGeneral(Node node) => target.IsGeneral(node);

    public Candidate ChoiceOf(Group group) => choices.TryGetValue(group, out Candidate? candidate) ? candidate : Candidate.ChannelsLast;

    public Location At(Value value) => memory.At(value);

    public TensorPlan At(Tensor tensor) => target.Tensors[tensor];

    public Grid GridOf(Value value) => views.GridOf(value);

    /// <summary>Whether a vector that is an image's elements has them in the image's order, channels last.</summary>
    public bool HasAnyOrder(Value vector) => views.HasAnyOrder(vector);

    /// <summary>Whether two values share memory.</summary>
    public bool AreShared(Value a, Value b) => At(a).Storage == At(b).Storage;

    public string Identifier(string layer) => target.Identifiers.Of(layer);

    /// <summary>The layer of a node.</summary>
    public Owner OwnerOf(Node node) => target.OwnerOf(node);

    /// <summary>A node's index among those of its kind.</summary>
    public int IndexAmongKind(Node node) => target.IndexAmongKind(node);

    /// <summary>Whether other nodes read a node's tensors.</summary>
    public bool IsShared(Node node) => target.IsShared(node);

    /// <summary>The plan of a forward node's kernels, which the kernels of its gradients share.</summary>
    public T PlanOf<T>(Node node, Func<T> make) where T : LayerPlan
    {
        if (!_plans.TryGetValue(node.Y, out LayerPlan? plan))
            _plans.Add(node.Y, plan = make());
        return (T)plan;
    }

    /// <summary>Memory for one sample at a time.</summary>
    public Location Temporary(string identifier, int size) => Vector(memory.New(identifier, size));

    /// <summary>A value's pixels one after another, for a kernel that knows no border around what it reads: a copy where another reader needs the border.</summary>
    public Location Packed(Value value)
    {
        Location location = At(value), packed = PackedPlace(value);
        if (packed != location)
            Add(new RuntimeCall("Grids.Pack", [Argument.In(location), Argument.Out(packed), location.Grid], Scope.Sample, ""));
        return packed;
    }

    /// <summary>Where such a kernel writes a value, which <see cref="Unpack"/> then completes.</summary>
    public Location PackedPlace(Value value) => At(value) is { Grid.HasBorder: false } location
        ? location
        : new(memory.New(Identifier(value.Origin.Layer) + "Packed", value.Length + Limits.NarrowPanelWidth), Grid.Of(value.Shape));

    /// <summary>Moves a value from its packed place to its own, if they differ.</summary>
    public void Unpack(Location packed, Value value)
    {
        if (At(value) is var location && packed != location)
            Add(new RuntimeCall("Grids.Copy", [Argument.In(packed), Argument.Out(location), location.Grid], Scope.Sample, ""));
    }

    /// <summary>Memory that serves all samples of a block.</summary>
    public Location Shared(string identifier, int length) => Vector(memory.New(identifier, length, isOnce: true));

    /// <summary>The memory in which a parameter's gradient is summed: cleared before the first sample, delivered after the last.</summary>
    public Location SumsOf(TensorPlan tensor)
    {
        if (_sums.TryGetValue(tensor, out Location? sums))
            return sums;
        sums = Shared(tensor.Identifier + "Sums", tensor.Length + (tensor is { PanelWidth: 0, Channels: > 1 } ? Limits.NarrowPanelWidth : 0));
        _sums.Add(tensor, sums);
        AddFirst(new ClearSums(sums));
        _deliveries.Add(new DeliverSums(tensor, sums) { For = _for });
        return sums;
    }

    /// <summary>The same for a tensor that several layers share, to whose sums each adds a term; null for a tensor whose gradient is stored as it is computed.</summary>
    public Location? SumsOfShared(Node node, Tensor tensor) => IsShared(node) ? SumsOf(At(tensor)) : null;

    public void Add(Kernel kernel) => _kernels.Add(kernel with { For = _for });

    /// <summary>Adds a kernel that runs before the first sample.</summary>
    public void AddFirst(Kernel kernel) => _first.Add(kernel with { For = _for });

    /// <summary>Adds a kernel that runs after the last sample, before sums are delivered.</summary>
    public void AddBeforeDelivery(Kernel kernel) => _beforeDelivery.Add(kernel with { For = _for });

    /// <summary>Clears the padding after a vector's gradient, which must not reach the padding of its layer's weights.</summary>
    public void ClearPadding(Value gradient)
    {
        if (GridOf(gradient) is { IsSpatial: false, Channels: var channels } && channels % Limits.NarrowPanelWidth != 0)
            Add(new ClearPadding(At(gradient)));
    }

    /// <summary>Clears the border of a value, whose memory may have held other values.</summary>
    public void ClearBorder(Value value)
    {
        Location location = At(value);
        if (!location.Grid.HasBorder || !views.Readers(value).Any(node => node.Op.ReadsBorder))
            return;
        Add(location.Grid.IsPlanes
            ? new RuntimeCall("Grids.ClearBorders", [Argument.InOut(location), location.Grid.OfPlane, location.Grid.Plane, location.Grid.Channels], Scope.Sample, "")
            : new RuntimeCall("Grids.ClearBorder", [Argument.InOut(location), location.Grid, location.Grid.Size], Scope.Sample, ""));
    }

    /// <summary>Clears what surrounds a value that has been written: the border of one of the forward pass, the padding of a gradient.</summary>
    public void Finish(Value value)
    {
        if (value.Of is null)
            ClearBorder(value);
        else
            ClearPadding(value);
    }

    /// <summary>Lowers groups and returns the kernels that they added, in order, between those that run first and last.</summary>
    public IReadOnlyList<Kernel> Take(IEnumerable<Group> groups)
    {
        foreach (Group group in groups)
        {
            _for = needs?.Of(group.Nodes);
            group.Head.Op.Lower(group, this);
        }
        Kernel[] taken = [.. _first, .. _kernels, .. _beforeDelivery, .. _deliveries];
        _first.Clear();
        _kernels.Clear();
        _beforeDelivery.Clear();
        _deliveries.Clear();
        return taken;
    }

    private static Location Vector(Storage storage) => new(storage, Grid.Of(Shape.Vector(storage.Size)));
}
