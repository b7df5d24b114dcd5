using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>The descriptions of what is computed, the same in the outline, in comments and in the documentation.</summary>
internal static class Sentences
{
    /// <param name="product">The sign between weights and inputs: a product's, or a cross-correlation's.</param>
    public static string Formula(Activation activation, bool bias, string product = "·")
    {
        string sum = bias ? $"W{product}x + b" : $"W{product}x";
        return activation == Activation.Linear ? sum : $"{NameOf(activation)}({sum})";
    }

    /// <summary>What precedes the description of code that reads weights of fewer bits.</summary>
    public static string Of(Precision precision) => precision switch
    {
        Precision.BFloat16 => "bfloat16 weights, ",
        Precision.Int8 => "int8 weights, ",
        Precision.DynamicInt8 => "int8 weights and inputs, ",
        _ => "",
    };

    public static string NameOf(Activation activation) => activation switch
    {
        Activation.LeakyRelu => "leaky relu",
        Activation.HardSigmoid => "hard sigmoid",
        Activation.HardTanh => "hard tanh",
        Activation.HardSwish => "hard swish",
        Activation.LogSoftmax => "log softmax",
        _ => activation.ToString().ToLowerInvariant(),
    };

    public static string NameOf(LossKind loss) => loss switch
    {
        LossKind.MeanSquaredError => "squared error",
        LossKind.MeanAbsoluteError => "absolute error",
        LossKind.Huber => "Huber loss",
        LossKind.Hinge => "hinge loss",
        LossKind.NegativeLogLikelihood => "negative log likelihood",
        LossKind.SoftmaxCrossEntropy => "cross-entropy of softmax",
        _ => "binary cross-entropy of sigmoid",
    };
}
