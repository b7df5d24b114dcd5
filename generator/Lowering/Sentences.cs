using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>The words for what is computed, the same in the outline, in comments and in the documentation.</summary>
internal static class Sentences
{
    /// <param name="product">The sign between weights and inputs: a product's, or a cross-correlation's.</param>
    public static string Formula(Activation activation, bool bias, string product = "·")
    {
        string sum = bias ? $"W{product}x + b" : $"W{product}x";
        return activation == Activation.Linear ? sum : $"{NameOf(activation)}({sum})";
    }

    /// <summary>As in <c>kernel 5 × 5, stride 2</c>.</summary>
    public static string Kernel(Model.Axis height, Model.Axis width)
    {
        // Along one axis there is no height to speak of.
        bool flat = height == Model.Axis.None || (height.Input, height.Kernel) == (1, 1);
        string pair(int h, int w) => flat || h == w ? $"{w}" : $"{h} × {w}";
        string text = $"kernel {(flat ? $"{width.Kernel}" : $"{height.Kernel} × {width.Kernel}")}";
        if (height.Stride != 1 || width.Stride != 1)
            text += $", stride {pair(height.Stride, width.Stride)}";
        if (height.Dilation != 1 || width.Dilation != 1)
            text += $", dilation {pair(height.Dilation, width.Dilation)}";
        return text;
    }

    /// <summary>What a convolution takes along as its results leave the registers.</summary>
    public static string Epilogue(bool isScaled, Activation activation, Node? pool)
    {
        string text = isScaled ? "; y·scale + shift" : "";
        if (isScaled && activation != Activation.Linear)
            text += $", then {NameOf(activation)}";
        return pool?.Op is not Pool { Kind: var kind, Height: var height, Width: var width } ? text : $"{text}; the {(kind == PoolKind.Max ? "largest" : "mean")} of {height.Kernel} × {width.Kernel}, {pool.X.Shape} → {pool.Y.Shape}";
    }

    /// <summary>What a gradient has gone through besides.</summary>
    public static string Before(Activation activation) => activation == Activation.Linear ? "" : $", before {NameOf(activation)}";

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
