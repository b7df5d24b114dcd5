namespace NetGen.Generator.Lowering;

/// <summary>The place of a kernel among those that add a term to the gradient of a tensor: one for each layer that shares the tensor.</summary>
/// <param name="IsFirst">Whether no kernel before it adds a term.</param>
/// <param name="IsLast">Whether no kernel after it adds a term.</param>
internal readonly record struct GradientTerm(bool IsFirst, bool IsLast)
{
    /// <summary>Only the gradient's only term can be computed by the owner of some outputs.</summary>
    public Scope Scope => IsFirst && IsLast ? Scope.Outputs : Scope.Block;

    /// <summary>The arguments for the step and for whether to accumulate: the first term is stored, or added to other blocks' gradients; the others are added to it; the parameters are updated with the complete sum.</summary>
    public string Arguments => $"{(IsLast ? "step" : "0f")}, {(IsFirst ? "accumulate" : "true")}";
}
