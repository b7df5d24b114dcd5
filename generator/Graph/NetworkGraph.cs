using NetGen.Generator.Model;

namespace NetGen.Generator.Graph;

/// <summary>The mathematics of a network.</summary>
/// <param name="Forward">From input to output.</param>
/// <param name="Output">What the forward ops leave.</param>
/// <param name="Loss">The loss, or none for a network that only infers.</param>
/// <param name="Backward">From the loss to every parameter's gradient.</param>
/// <param name="BackwardFromOutput">From a given ∂loss/∂output to every parameter's gradient.</param>
internal sealed record NetworkGraph(
    Buffer Input,
    EquatableArray<Op.Forward> Forward,
    Buffer Output,
    Op.Loss? Loss,
    EquatableArray<Op> Backward,
    EquatableArray<Op> BackwardFromOutput);
