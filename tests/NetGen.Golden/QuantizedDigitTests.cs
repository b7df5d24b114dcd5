using NetGen.Data;
using NetGen.Training;
using Xunit.Abstractions;

namespace NetGen.Golden;

[Network(784, Loss = Loss.CrossEntropy)]
[Dense(512, Activation.Relu)]
[Dense(256, Activation.Relu)]
[Dense(10, Activation.Softmax)]
public sealed partial class WideReader;

[Network(784, Precision = Precision.Int8)]
[Dense(512, Activation.Relu)]
[Dense(256, Activation.Relu)]
[Dense(10, Activation.Softmax)]
public sealed partial class WideInt8;

[Network(784, Precision = Precision.DynamicInt8)]
[Dense(512, Activation.Relu)]
[Dense(256, Activation.Relu)]
[Dense(10, Activation.Softmax)]
public sealed partial class WideDynamicInt8;

[Network(784, Precision = Precision.BFloat16)]
[Dense(512, Activation.Relu)]
[Dense(256, Activation.Relu)]
[Dense(10, Activation.Softmax)]
public sealed partial class WideBFloat16;

[Network(1, 28, 28, Precision = Precision.Int8)]
[Conv2D(6, 5, Activation.Relu, Padding = 2)]
[MaxPool2D(2)]
[Conv2D(16, 5, Activation.Relu)]
[MaxPool2D(2)]
[Dense(120, Activation.Relu)]
[Dense(84, Activation.Relu)]
[Dense(10, Activation.Softmax)]
public sealed partial class LeNetInt8;

[Network(1, 28, 28, Precision = Precision.DynamicInt8)]
[Conv2D(6, 5, Activation.Relu, Padding = 2)]
[MaxPool2D(2)]
[Conv2D(16, 5, Activation.Relu)]
[MaxPool2D(2)]
[Dense(120, Activation.Relu)]
[Dense(84, Activation.Relu)]
[Dense(10, Activation.Softmax)]
public sealed partial class LeNetDynamicInt8;

[Network(1, 28, 28, Precision = Precision.BFloat16)]
[Conv2D(6, 5, Activation.Relu, Padding = 2)]
[MaxPool2D(2)]
[Conv2D(16, 5, Activation.Relu)]
[MaxPool2D(2)]
[Dense(120, Activation.Relu)]
[Dense(84, Activation.Relu)]
[Dense(10, Activation.Softmax)]
public sealed partial class LeNetBFloat16;

/// <summary>The accuracy on MNIST, if it is available, of networks with fewer bits is that of the trained network.</summary>
public class QuantizedDigitTests(ITestOutputHelper output)
{
    /// <summary>0.2 points.</summary>
    private const double Loss = 0.002;

    private readonly string _folder = DigitsFactAttribute.Folder ?? "";

    [DigitsFact]
    public void Dense_layers_lose_at_most_a_fifth_of_a_point() => AssertKeeps<WideReader, WideInt8, WideDynamicInt8, WideBFloat16>();

    [DigitsFact]
    public void Convolutions_lose_at_most_a_fifth_of_a_point() => AssertKeeps<LeNet, LeNetInt8, LeNetDynamicInt8, LeNetBFloat16>();

    private void AssertKeeps<TTrained, TInt8, TDynamic, TBFloat16>()
        where TTrained : class, ITrainableNetwork<TTrained> where TInt8 : class, INetwork<TInt8> where TDynamic : class, INetwork<TDynamic> where TBFloat16 : class, INetwork<TBFloat16>
    {
        Dataset train = Read("train"), test = Read("t10k");
        using var trainer = new Trainer<TTrained>(TTrained.Create(1), new Adam { LearningRate = 1e-3 }) { BatchSize = 64, Seed = 1 };
        trainer.Fit(train, epochs: 5);
        double trained = Accuracy(trainer.Network, test);
        Assert.Equal(trainer.Evaluate(test).Accuracy, trained, 1e-9);
        AssertKeeps(trainer.Network, trainer.Network.Quantize<TInt8>(), trained, test);
        AssertKeeps(trainer.Network, trainer.Network.Quantize<TDynamic>(), trained, test);
        AssertKeeps(trainer.Network, trainer.Network.Quantize<TBFloat16>(), trained, test);
    }

    private void AssertKeeps<TTrained, TQuantized>(TTrained network, TQuantized quantized, double trained, Dataset test) where TTrained : class, ITrainableNetwork<TTrained> where TQuantized : class, INetwork<TQuantized>
    {
        double accuracy = Accuracy(quantized, test);
        string report = $"{typeof(TQuantized).Name}: {accuracy:P2} after {trained:P2}; {Quantization.Compare(network, quantized, test.Inputs)}";
        output.WriteLine(report);
        Assert.True(accuracy >= trained - Loss, report);
    }

    private static double Accuracy<TNetwork>(TNetwork network, Dataset test) where TNetwork : class, INetwork<TNetwork>
    {
        Workspace workspace = TNetwork.CreateWorkspace(test.Count, training: false);
        float[] outputs = new float[test.Count * TNetwork.OutputLength];
        network.ForwardBatch(test.Inputs, outputs, workspace);
        return Enumerable.Range(0, test.Count).Average(i => (double)test.Target(i)[IndexOfLargest(outputs.AsSpan(i * TNetwork.OutputLength, TNetwork.OutputLength))]);
    }

    private static int IndexOfLargest(ReadOnlySpan<float> values)
    {
        int largest = 0;
        for (int i = 1; i < values.Length; i++)
            if (values[i] > values[largest])
                largest = i;
        return largest;
    }

    private Dataset Read(string part) => IdxFile.ReadDataset($"{_folder}/{part}-images-idx3-ubyte.gz", $"{_folder}/{part}-labels-idx1-ubyte.gz", classes: 10);
}
