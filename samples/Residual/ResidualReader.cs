using NetGen;

namespace Residual;

/// <summary>Classifies a digit of 28 × 28 pixels with a residual network (He, Zhang, Ren, Sun 2016): each block adds what it computes to what it reads.</summary>
[Network(Loss = Loss.CrossEntropy)]
public sealed partial class ResidualReader
{
    private static Tensor Define([Shape(1, 28, 28)] Tensor image)
    {
        // The biases would only shift what is then centred.
        Tensor x = image.Conv2D(8, 3, stride: 2, padding: 1, useBias: false).BatchNorm().Relu();
        foreach (int filters in new[] { 8, 16, 32 })
            x = Block(x, filters);
        return x.GlobalAveragePool().Dense(10, Activation.Softmax, name: "digit");
    }

    /// <summary>Where the number of channels grows, the image is halved, and the shortcut is a convolution of single pixels.</summary>
    private static Tensor Block(Tensor x, int filters)
    {
        int stride = x.Channels == filters ? 1 : 2;
        Tensor y = x.Conv2D(filters, 3, stride: stride, padding: 1, useBias: false).BatchNorm().Relu();
        y = y.Conv2D(filters, 3, padding: 1, useBias: false).BatchNorm();
        Tensor shortcut = stride == 1 ? x : x.Conv2D(filters, 1, stride: stride, useBias: false).BatchNorm();
        return (y + shortcut).Relu();
    }
}
