using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>The initializers of fresh weights.</summary>
internal static class Initializers
{
    /// <summary>The user's choice; by default He's bound before activations that pass half of their inputs, Glorot's otherwise.</summary>
    public static Initializer Choose(Initializer chosen, Activation activation) => (chosen, activation) switch
    {
        (not Initializer.Auto, _) => chosen,
        (_, Activation.Relu or Activation.LeakyRelu or Activation.Elu or Activation.Selu or Activation.Gelu or Activation.Silu or Activation.Mish or Activation.HardSwish or Activation.Softplus) => Initializer.HeUniform,
        _ => Initializer.GlorotUniform,
    };
}
