namespace NetGen.Training.Tests.Metrics;

/// <summary>Gives a point of a plane any of four labels.</summary>
[Network(2, Loss = Loss.BinaryCrossEntropy)]
[Dense(8, Activation.Tanh)]
[Dense(4, Activation.Sigmoid)]
public sealed partial class Labeller;

/// <summary>Three classes and a number.</summary>
[Network]
[Output("kind", Loss.CrossEntropy)]
[Output("size", Loss.MeanSquaredError)]
public sealed partial class TwoHeads
{
    private static (Tensor kind, Tensor size) Define([Shape(2)] Tensor point)
    {
        Tensor h = point.Dense(8, Activation.Tanh);
        return (h.Dense(3, Activation.Softmax), h.Dense(1));
    }
}

/// <summary>The class of every frame but the first.</summary>
[Network(1, SequenceLength = 4, WarmupFrames = 1, Loss = Loss.CrossEntropy)]
[Dense(2, Activation.Softmax)]
public sealed partial class FrameClassifier;
