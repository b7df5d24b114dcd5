namespace NetGen.Generator.Layers;

/// <summary>What lowering must know of an activation.</summary>
internal static class ActivationTraits
{
    /// <summary>Couples a sample's outputs, so that it works on whole rows.</summary>
    public static bool IsRowWise(this Activation activation) => activation is Activation.Softmax or Activation.LogSoftmax;

    /// <summary>Its derivative needs the argument; the others' follow from the result, which then may overwrite the argument.</summary>
    public static bool DerivativeNeedsArgument(this Activation activation) =>
        activation is Activation.Gelu or Activation.Silu or Activation.Mish or Activation.HardSwish;

    /// <summary>A few instructions, so applied as results leave the registers; longer ones would not fit a tile's registers sixteen at once.</summary>
    public static bool IsCheap(this Activation activation) =>
        activation is Activation.Linear or Activation.Relu or Activation.LeakyRelu or Activation.HardTanh or Activation.HardSigmoid or Activation.Step;
}
