using NetGen.Generator.Graph;

namespace NetGen.Generator.Lowering;

/// <summary>The words for what is computed, the same in the outline, in comments and in the documentation.</summary>
internal static class Sentences
{
    public static string Formula(Activation activation, bool bias)
    {
        string sum = bias ? "W·x + b" : "W·x";
        return activation == Activation.Linear ? sum : $"{NameOf(activation)}({sum})";
    }

    public static string NameOf(Activation activation) => activation switch
    {
        Activation.LeakyRelu => "leaky relu",
        Activation.HardSigmoid => "hard sigmoid",
        Activation.HardTanh => "hard tanh",
        Activation.HardSwish => "hard swish",
        Activation.LogSoftmax => "log softmax",
        _ => activation.ToString().ToLowerInvariant(),
    };

    public static string NameOf(LossOp loss) => loss switch
    {
        LossOp.MeanSquaredError => "squared error",
        LossOp.MeanAbsoluteError => "absolute error",
        LossOp.Huber => "Huber loss",
        LossOp.Hinge => "hinge loss",
        LossOp.NegativeLogLikelihood => "negative log likelihood",
        LossOp.SoftmaxCrossEntropy => "cross-entropy of softmax",
        _ => "binary cross-entropy of sigmoid",
    };
}
