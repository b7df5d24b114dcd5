using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>The purpose of a pass.</summary>
internal enum Mode
{
    /// <summary>From inputs to outputs, with running statistics and without dropout; nothing else is kept.</summary>
    Inference,

    /// <summary>From inputs to outputs, with everything kept that the backward pass needs.</summary>
    Training,
}

/// <summary>Nodes that are computed together: one, and those fused with it, which are applied before its result is stored.</summary>
internal sealed record Group(Node Head, EquatableArray<Node> Epilogue)
{
    public IEnumerable<Node> Nodes => Epilogue.Prepend(Head);

    /// <summary>The value that is stored; null where the group computes gradients of parameters.</summary>
    public Value Result => (Epilogue.Count > 0 ? Epilogue[Epilogue.Count - 1] : Head).Y;

    /// <summary>The values that it reads, without those that it computes itself.</summary>
    public EquatableArray<Value> Inputs
    {
        get
        {
            HashSet<Value> inner = [.. Nodes.SelectMany(node => node.Out)];
            return [.. Nodes.SelectMany(node => node.In).Where(value => !inner.Contains(value)).Distinct()];
        }
    }

    public Group And(Node next) => this with { Epilogue = [.. Epilogue, next] };

    /// <summary>The node of an op in the epilogue.</summary>
    public Node? Applied<T>() where T : Op => Epilogue.FirstOrDefault(node => node.Op is T);
}

/// <summary>A way to compute a group, and its cost in multiply-adds of vectors.</summary>
/// <param name="Reads">The order in which it reads channels.</param>
/// <param name="Writes">The order in which it writes them.</param>
/// <param name="KeepsOrder">Whether it writes channels in the order in which it reads them.</param>
internal sealed record Candidate(ChannelOrder Reads, ChannelOrder Writes, long Cost, bool KeepsOrder = false)
{
    public static Candidate ChannelsLast { get; } = new(ChannelOrder.Last, ChannelOrder.Last, 0);

    public static Candidate Either { get; } = new(ChannelOrder.Last, ChannelOrder.Last, 0, KeepsOrder: true);
}
