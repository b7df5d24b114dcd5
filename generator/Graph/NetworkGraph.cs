using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Model;

namespace NetGen.Generator.Graph;

/// <summary>The mathematics of a network.</summary>
/// <param name="Tensors">All stored tensors, in the order of the layers.</param>
/// <param name="Forward">The nodes from input to output.</param>
/// <param name="Training">The loss and the backward pass; null for a network for inference only.</param>
internal sealed record NetworkGraph(Value Input, EquatableArray<Tensor> Tensors, EquatableArray<Node> Forward, Value Output, TrainingGraph? Training)
{
    /// <summary>The value that the loss reads; the output if there is no loss.</summary>
    public Value LossArgument => Training?.Loss.X ?? Output;

    /// <summary>The forward nodes that the loss needs, then those that only the output needs.</summary>
    public (IReadOnlyList<Node> TowardsLoss, IReadOnlyList<Node> Beyond) Split()
    {
        HashSet<Value> needed = [LossArgument];
        foreach (Node node in Forward.Reverse())
            if (node.Out.Any(needed.Contains))
                needed.UnionWith(node.In);
        return ([.. Forward.Where(node => node.Out.Any(needed.Contains))], [.. Forward.Where(node => !node.Out.Any(needed.Contains))]);
    }
}

/// <summary>The loss and the derivatives of a network.</summary>
/// <param name="Loss">The loss of a sample.</param>
/// <param name="Seed">The node from the loss to the derivative with respect to its argument.</param>
/// <param name="OutputGradient">The derivative with respect to the output, for callers that provide it.</param>
/// <param name="FromOutput">The nodes from there to the derivative with respect to the loss's argument, where a fused loss skips nodes.</param>
/// <param name="Backward">The nodes from the derivative with respect to the loss's argument to those of all parameters.</param>
internal sealed record TrainingGraph(Node Loss, Node Seed, Value OutputGradient, EquatableArray<Node> FromOutput, EquatableArray<Node> Backward);
