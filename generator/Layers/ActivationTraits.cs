namespace NetGen.Generator.Layers;

/// <summary>The properties of an activation that lowering needs.</summary>
internal static class ActivationTraits
{
    /// <summary>Couples a sample's outputs, so that it works on whole rows.</summary>
    public static bool IsRowWise(this Activation activation) => activation is Activation.Softmax or Activation.LogSoftmax;

    /// <summary>Its derivative needs the argument; the others' follow from the result, which then may overwrite the argument.</summary>
    public static bool DerivativeNeedsArgument(this Activation activation) =>
        activation is Activation.Gelu or Activation.Silu or Activation.Mish or Activation.HardSwish;

    /// <summary>A few instructions, so it is fused into kernels that hold results in registers; longer ones would need more registers than a tile of sixteen results leaves.</summary>
    public static bool IsCheap(this Activation activation) =>
        activation is Activation.Linear or Activation.Relu or Activation.LeakyRelu or Activation.HardTanh or Activation.HardSigmoid or Activation.Step;
}
