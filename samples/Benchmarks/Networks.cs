using NetGen;

namespace Benchmarks;

/// <summary>XOR.</summary>
[Network(2)]
[Dense(2, Activation.Sigmoid)]
[Dense(1, Activation.Sigmoid)]
public sealed partial class A;

/// <summary>A controller: a few sensors, two hidden layers, two actuators.</summary>
[Network(4)]
[Dense(64, Activation.Tanh)]
[Dense(64, Activation.Tanh)]
[Dense(2)]
public sealed partial class B;

/// <summary>A digit classifier of the size used in most tutorials.</summary>
[Network(784, Loss = Loss.CrossEntropy)]
[Dense(128, Activation.Relu)]
[Dense(10, Activation.Softmax)]
public sealed partial class C;

/// <summary>A digit classifier whose weights exceed the second-level cache.</summary>
[Network(784, Loss = Loss.CrossEntropy)]
[Dense(512, Activation.Relu)]
[Dense(256, Activation.Relu)]
[Dense(10, Activation.Softmax)]
public sealed partial class D;

/// <summary>LeNet-5, with ReLU and max pooling.</summary>
[Network(1, 28, 28, Loss = Loss.CrossEntropy)]
[Conv2D(6, 5, Activation.Relu, Padding = 2)]
[MaxPool2D(2)]
[Conv2D(16, 5, Activation.Relu)]
[MaxPool2D(2)]
[Dense(120, Activation.Relu)]
[Dense(84, Activation.Relu)]
[Dense(10, Activation.Softmax)]
public sealed partial class E;

/// <summary>A small network for colour images: four normalised 3×3 convolutions, halved after the second and the fourth (32×32, 16×16, 8×8), and the mean of each channel.</summary>
[Network(3, 32, 32, Loss = Loss.CrossEntropy)]
[Conv2D(16, 3, Padding = 1)]
[BatchNorm]
[Activate(Activation.Relu)]
[Conv2D(32, 3, Padding = 1)]
[BatchNorm]
[Activate(Activation.Relu)]
[MaxPool2D(2)]
[Conv2D(32, 3, Padding = 1)]
[BatchNorm]
[Activate(Activation.Relu)]
[Conv2D(64, 3, Padding = 1)]
[BatchNorm]
[Activate(Activation.Relu)]
[MaxPool2D(2)]
[GlobalAveragePool]
[Dense(10, Activation.Softmax)]
public sealed partial class F;

/// <summary>The depthwise-separable block of mobile networks: a depthwise convolution followed by a pointwise one.</summary>
[Network(32, 16, 16, Loss = Loss.CrossEntropy)]
[Conv2D(32, 3, Padding = 1, Groups = 32)]
[BatchNorm]
[Activate(Activation.Relu)]
[Conv2D(64, 1)]
[BatchNorm]
[Activate(Activation.Relu)]
[GlobalAveragePool]
[Dense(10, Activation.Softmax)]
public sealed partial class G;

/// <summary>A classifier of signals: 256 values of one sensor.</summary>
[Network(1, 256, Loss = Loss.CrossEntropy)]
[Conv1D(16, 5, Activation.Relu, Padding = 2)]
[MaxPool1D(2)]
[Conv1D(32, 5, Activation.Relu, Padding = 2)]
[MaxPool1D(2)]
[Conv1D(64, 3, Activation.Relu, Padding = 1)]
[Dense(10, Activation.Softmax)]
public sealed partial class H;

/// <summary>ResNet-14 for small images (He et al. 2015, section 4.2, with n = 2): three stages of two blocks, of 16, 32 and 64 filters; the shortcut of a block that halves the image is a normalised 1×1 convolution.</summary>
[Network(Loss = Loss.CrossEntropy)]
public sealed partial class I
{
    private static Tensor Define([Shape(3, 32, 32)] Tensor image)
    {
        Tensor x = image.Conv2D(16, 3, padding: 1, useBias: false).BatchNorm().Relu();
        for (int filters = 16; filters <= 64; filters *= 2)
            x = Block(Block(x, filters), filters);
        return x.GlobalAveragePool().Dense(10, Activation.Softmax);
    }

    private static Tensor Block(Tensor x, int filters)
    {
        int stride = filters / x.Channels;
        Tensor y = x.Conv2D(filters, 3, padding: 1, stride: stride, useBias: false).BatchNorm().Relu()
            .Conv2D(filters, 3, padding: 1, useBias: false).BatchNorm();
        return (y + (stride == 1 ? x : x.Conv2D(filters, 1, stride: stride, useBias: false).BatchNorm())).Relu();
    }
}

/// <summary>An actor-critic: from a few sensors, the probability of each action, and the value of the state.</summary>
[Network]
[Output("action", Loss.CrossEntropy)]
[Output("value", Loss.MeanSquaredError)]
public sealed partial class J
{
    private static (Tensor action, Tensor value) Define([Shape(12)] Tensor sensors)
    {
        Tensor features = sensors.Dense(64, Activation.Tanh).Dense(64, Activation.Tanh);
        return (features.Dense(6, Activation.Softmax), features.Dense(1));
    }
}

/// <summary>J with one dense layer in place of its two heads, to measure what these cost.</summary>
[Network(12, Loss = Loss.CrossEntropy)]
[Dense(64, Activation.Tanh)]
[Dense(64, Activation.Tanh)]
[Dense(7, Activation.Softmax)]
public sealed partial class J7;
