namespace NetGen.Training.Tests.Freezing;

/// <summary>A trunk of convolutions and a batch normalisation in a block, and two heads whose weights are stored side by side.</summary>
[Network]
[Output("class", Loss.CrossEntropy)]
[Output("value", Loss.MeanSquaredError, Weight = 0.5)]
public sealed partial class TwoHeads
{
    private static (Tensor @class, Tensor value) Define([Shape(2, 6, 6)] Tensor image)
    {
        Tensor hidden = Trunk(image).Dense(12, Activation.Tanh, name: "hidden");
        return (hidden.Dense(3, Activation.Softmax, name: "head"), hidden.Dense(1, name: "value"));
    }

    private static Tensor Trunk(Tensor image) => image.Conv2D(4, 3, padding: 1).BatchNorm().Relu().MaxPool2D(2).Conv2D(4, 3, padding: 1);
}

/// <summary>So large that threads share its layers by their outputs.</summary>
[Network(40, Loss = Loss.CrossEntropy)]
[Dense(1024, Activation.Relu, Name = "first")]
[Dense(512, Activation.Relu, Name = "second")]
[Dense(3, Activation.Softmax, Name = "last")]
public sealed partial class LargeClassifier;

/// <summary>Over frames.</summary>
[Network(2, SequenceLength = 40, WarmupFrames = 3)]
[CausalConv1D(4, 3, Name = "conv")]
[Lstm(6, Name = "lstm")]
[Dense(1, Name = "out")]
public sealed partial class FrameNetwork;
