using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Model;

namespace NetGen.Generator.Graph;

/// <summary>The mathematics of a network.</summary>
/// <param name="Tensors">Everything that is stored, in the order of the layers.</param>
/// <param name="Forward">From input to output.</param>
/// <param name="Training">The loss and the way back; none for a network that only infers.</param>
internal sealed record NetworkGraph(Value Input, EquatableArray<Tensor> Tensors, EquatableArray<Node> Forward, Value Output, TrainingGraph? Training)
{
    /// <summary>The value that the loss reads; the output where there is no loss.</summary>
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
/// <param name="Seed">From the loss to the derivative by its argument.</param>
/// <param name="OutputGradient">The derivative by the output, where the caller gives it.</param>
/// <param name="FromOutput">From that to the derivative by the loss's argument, where a fused loss skips nodes.</param>
/// <param name="Backward">From the derivative by the loss's argument to every parameter's.</param>
internal sealed record TrainingGraph(Node Loss, Node Seed, Value OutputGradient, EquatableArray<Node> FromOutput, EquatableArray<Node> Backward);
