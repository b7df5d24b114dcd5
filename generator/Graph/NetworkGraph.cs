using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Model;

namespace NetGen.Generator.Graph;

/// <summary>The mathematics of a network.</summary>
/// <param name="Inputs">The inputs, each a vector; in a sample they stand one after another.</param>
/// <param name="Tensors">All stored tensors, in the order of the layers.</param>
/// <param name="Forward">The nodes from the inputs to the outputs, those that the loss needs first.</param>
/// <param name="Outputs">The outputs, each a vector; in a sample they stand one after another.</param>
/// <param name="Training">The loss and the backward pass; null for a network for inference only.</param>
internal sealed record NetworkGraph(EquatableArray<Value> Inputs, EquatableArray<Tensor> Tensors, EquatableArray<Node> Forward, EquatableArray<Value> Outputs, TrainingGraph? Training)
{
    public int InputLength => Inputs.Sum(input => input.Length);

    public int OutputLength => Outputs.Sum(output => output.Length);

    /// <summary>The tensors that several nodes of the forward pass read, since layers of one name share them.</summary>
    public ISet<Tensor> SharedTensors => new HashSet<Tensor>(Forward.SelectMany(node => node.Tensors).GroupBy(tensor => tensor).Where(readers => readers.Skip(1).Any()).Select(readers => readers.Key));

    /// <summary>The weights that every node which reads them can read where they are stored with fewer bits than a float.</summary>
    public ISet<Tensor> PackableWeights
    {
        get
        {
            HashSet<Tensor> others = [.. Forward.Where(node => !node.Op.ReadsPackedWeights).SelectMany(node => node.Tensors)];
            return new HashSet<Tensor>(Tensors.Where(tensor => tensor.Spec.Role == TensorRole.Weight && !others.Contains(tensor)));
        }
    }

    /// <summary>How each of these is stored in a network of a precision: for inputs that are rounded too, only where every node that reads it rounds them.</summary>
    public IReadOnlyDictionary<Tensor, Precision> StoredAs(Precision precision)
    {
        HashSet<Tensor> others = [.. Forward.Where(node => node.Op.RoundedInputs == 0 || node.X.Length > node.Op.RoundedInputs).SelectMany(node => node.Tensors)];
        return PackableWeights.ToDictionary(tensor => tensor, tensor => precision == Precision.DynamicInt8 && others.Contains(tensor) ? Precision.Int8 : precision);
    }

    /// <summary>The values that the loss reads, one for each output; the outputs if there is no loss.</summary>
    public IEnumerable<Value> LossArguments => Training?.Arguments ?? Outputs;

    /// <summary>The forward nodes that the loss needs, then those that only the output needs.</summary>
    public (IReadOnlyList<Node> TowardsLoss, IReadOnlyList<Node> Beyond) Split()
    {
        HashSet<Value> needed = [.. LossArguments];
        foreach (Node node in Forward.Reverse())
            if (node.Out.Any(needed.Contains))
                needed.UnionWith(node.In);
        return ([.. Forward.Where(node => node.Out.Any(needed.Contains))], [.. Forward.Where(node => !node.Out.Any(needed.Contains))]);
    }
}

/// <summary>The loss and the derivatives of a network.</summary>
/// <param name="Loss">The loss of a sample: it reads an argument for each output, then a target for each.</param>
/// <param name="Seed">The node from the loss to the derivatives with respect to its arguments.</param>
/// <param name="OutputGradients">The derivatives with respect to the outputs, for callers that provide them.</param>
/// <param name="FromOutputs">The nodes from there to the derivatives with respect to the loss's arguments, where a fused loss skips nodes.</param>
/// <param name="Backward">The nodes from the derivatives with respect to the loss's arguments to those of all parameters.</param>
/// <param name="InputGradients">The derivatives with respect to the inputs, null for one that no output depends on; empty where they are not asked for.</param>
internal sealed record TrainingGraph(Node Loss, Node Seed, EquatableArray<Value> OutputGradients, EquatableArray<Node> FromOutputs, EquatableArray<Node> Backward, EquatableArray<Value?> InputGradients)
{
    public IEnumerable<Value> Arguments => Loss.In.Take(OutputGradients.Count);

    public IEnumerable<Value> Targets => Loss.In.Skip(OutputGradients.Count);
}
