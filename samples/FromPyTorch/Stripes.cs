using NetGen;

namespace FromPyTorch;

/// <summary>Classifies images of 12 × 12 pixels by the direction of their stripes, one of four: export.py's residual network, then softmax.</summary>
[Network(Loss = Loss.CrossEntropy)]
public sealed partial class Stripes
{
    private static Tensor Define([Shape(1, 12, 12)] Tensor image)
    {
        Tensor x = image.Conv2D(8, 3, padding: 1, useBias: false).BatchNorm(name: "bn1").Relu();
        x = Layer(Layer(x, 8), 16);
        return x.GlobalAveragePool().Dense(4, Activation.Softmax, name: "fc");
    }

    private static Tensor Layer(Tensor x, int filters)
    {
        int stride = x.Channels == filters ? 1 : 2;
        Tensor y = x.Conv2D(filters, 3, stride: stride, padding: 1, useBias: false).BatchNorm(name: "bn1").Relu();
        y = y.Conv2D(filters, 3, padding: 1, useBias: false).BatchNorm(name: "bn2");
        return (y + (stride == 1 ? x : Downsample(x, filters))).Relu();
    }

    private static Tensor Downsample(Tensor x, int filters) => x.Conv2D(filters, 1, stride: 2, useBias: false, name: "conv").BatchNorm(name: "norm");

    /// <summary>PyTorch numbers the modules of each <c>nn.Sequential</c>: a layer has one block, a downsampling a convolution and a normalisation.</summary>
    internal static Dictionary<string, string> Names { get; } = new Stripes().Parameters.Names.ToDictionary(name => name
        .Replace("layer1.", "layer1.0.").Replace("layer2.", "layer2.0.").Replace("downsample1.conv.", "downsample.0.").Replace("downsample1.norm.", "downsample.1."));
}
