using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>How fresh weights are drawn.</summary>
internal static class Initializers
{
    /// <summary>What the user chose; else He's bound before the activations that let half of their inputs pass, Glorot's otherwise.</summary>
    public static Initializer Choose(Initializer chosen, Activation activation) => (chosen, activation) switch
    {
        (not Initializer.Auto, _) => chosen,
        (_, Activation.Relu or Activation.LeakyRelu or Activation.Elu or Activation.Selu or Activation.Gelu or Activation.Silu or Activation.Mish or Activation.HardSwish or Activation.Softplus) => Initializer.HeUniform,
        _ => Initializer.GlorotUniform,
    };
}
