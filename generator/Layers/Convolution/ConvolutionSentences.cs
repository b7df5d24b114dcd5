using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>The descriptions of what a convolution computes.</summary>
internal static class ConvolutionSentences
{
    /// <summary>As in <c>kernel 5 × 5, stride 2</c>.</summary>
    public static string Kernel(Axis height, Axis width)
    {
        // Along one axis the height is not mentioned.
        bool flat = height == Axis.None || (height.Input, height.Kernel) == (1, 1);
        string pair(int h, int w) => flat || h == w ? $"{w}" : $"{h} × {w}";
        string text = $"kernel {(flat ? $"{width.Kernel}" : $"{height.Kernel} × {width.Kernel}")}";
        if (height.Stride != 1 || width.Stride != 1)
            text += $", stride {pair(height.Stride, width.Stride)}";
        if (height.Dilation != 1 || width.Dilation != 1)
            text += $", dilation {pair(height.Dilation, width.Dilation)}";
        return text;
    }

    /// <summary>The operations fused into a convolution.</summary>
    public static string Epilogue(Group group, Activation activation)
    {
        (bool isScaled, bool isAdded, Node? pool) = (group.Applied<BatchNorm>() is not null, group.Applied<Arithmetic>() is not null, group.Applied<Pool>());
        string text = (isScaled, isAdded) switch { (true, true) => "; y·scale + shift + r", (true, false) => "; y·scale + shift", (false, true) => "; y + r", _ => "" };
        if ((isScaled || isAdded) && activation != Activation.Linear)
            text += $", then {Sentences.NameOf(activation)}";
        return pool?.Op is Pool op ? $"{text}; the {op.Formula}, {pool.X.Shape} → {pool.Y.Shape}" : text;
    }
}
