namespace NetGen.Tests.Reference;

/// <summary>Compares the reference's hand-derived gradients with central differences of its own loss, which establishes it as a reference.</summary>
public class ReferenceGradientTests
{
    public static TheoryData<Activation, Loss> Pairs()
    {
        TheoryData<Activation, Loss> pairs = [];
        foreach (Activation last in Trainable)
            foreach (Loss loss in Enum.GetValues<Loss>())
                if (Losses.Fits(loss, last, 4))
                    pairs.Add(last, loss);
        return pairs;
    }

    private static IEnumerable<Activation> Trainable => Enum.GetValues<Activation>().Where(activation => activation != Activation.Step);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Gradients_match_central_differences(Activation last, Loss loss)
    {
        foreach (Activation hidden in Trainable)
            Check(new(5, loss, new Dense(6, hidden), new Dense(3, hidden, UseBias: false), new Dense(4, last)), batch: 1);
    }

    private static readonly Shape Vector = new(6), Line = new(4, 9), Image = new(4, 6, 7);

    private static Window Over(Axis rows, Axis columns) => new(rows, columns);

    private static Window Square(int size, int stride = 1, int padding = 0, int dilation = 1) => Over(new(size, stride, padding, dilation), new(size, stride, padding, dilation));

    private static Window Along(int size, int stride = 1, int padding = 0, int dilation = 1) => new(null, new(size, stride, padding, dilation));

    /// <summary>One row for every kind of layer and every special case of it: the input shape and the layer.</summary>
    public static TheoryData<Shape, LayerSpec> Layers => new()
    {
        { Image, new Dense(3) },
        { Image, new Convolution(3, Square(3)) },
        { Image, new Convolution(3, Square(3), Activation.Tanh, UseBias: false) },
        { Image, new Convolution(2, Over(new(1), new(4))) },
        { Image, new Convolution(2, Over(new(5, 2, 2), new(2, 3, 1))) },
        { Image, new Convolution(2, Square(2, stride: 3)) },
        { Image, new Convolution(2, Square(3, padding: Padding.Same)) },
        { Image, new Convolution(2, Over(new(4, Padding: Padding.Same, Dilation: 2), new(2, Padding: Padding.Same))) },
        { Image, new Convolution(2, Over(new(3, Dilation: 2), new(2, Padding: 1, Dilation: 3))) },
        { Image, new Convolution(6, Square(3, padding: 1), Groups: 2) },
        { Image, new Convolution(4, Square(3, padding: 1), Groups: 4) },
        { Image, new Convolution(8, Square(2), Activation.Silu, Groups: 4) },
        { Line, new Convolution(3, Along(4, 2, 1, 2)) },
        { Line, new Convolution(3, Along(4, padding: Padding.Same), Activation.Softplus) },
        { Line, new Convolution(4, Along(3), Groups: 2, UseBias: false) },
        { Image, new MaxPool(Square(2, stride: 2)) },
        { Image, new MaxPool(Over(new(3, 1, 1), new(2, 3, 1))) },
        { Image, new MaxPool(Square(2, stride: 3)) },
        { Line, new MaxPool(Along(3, stride: 2, padding: 1)) },
        { Image, new AveragePool(Square(2, stride: 2)) },
        { Image, new AveragePool(Over(new(3, 2, 1), new(2, 1, 1))) },
        { Line, new AveragePool(Along(4, stride: 3, padding: 2)) },
        { Image, new GlobalAveragePool() },
        { Line, new GlobalAveragePool() },
        { Image, new GlobalMaxPool() },
        { Line, new GlobalMaxPool() },
        { Image, new Flatten() },
        { Image, new Reshape(new(2, 3, 28)) },
        { Image, new BatchNorm() },
        { Line, new BatchNorm(Epsilon: 1e-2, Momentum: 0.3) },
        { Vector, new BatchNorm() },
        { Image, new LayerNorm() },
        { Line, new LayerNorm(Epsilon: 1e-2) },
        { Vector, new LayerNorm() },
        { Image, new LayerNorm(OverChannels: true) },
        { Line, new LayerNorm(Epsilon: 1e-2, OverChannels: true) },
        { Vector, new LayerNorm(OverChannels: true) },
        { Vector, new Embedding(5, 3) },
        { Line, new PositionEmbedding() },
        { Line, new SelfAttention(1) },
        { Line, new SelfAttention(2) },
        { Line, new SelfAttention(4, Causal: true) },
        { Line, new Rnn(5) },
        { Line, new Rnn(5, IsRelu: true, Bidirectional: true) },
        { Line, new Rnn(3, Last: true, UseBias: false) },
        { Line, new Lstm(5) },
        { Line, new Lstm(3, Bidirectional: true) },
        { Line, new Lstm(3, Bidirectional: true, Last: true, UseBias: false) },
        { Line, new Gru(5) },
        { Line, new Gru(3, Bidirectional: true) },
        { Line, new Gru(3, Bidirectional: true, Last: true, UseBias: false) },
        { Image, new Dropout(0.3) },
        { Vector, new Dropout(0.5) },
        { Image, new Activate(Activation.Gelu) },
        { Vector, new Activate(Activation.LogSoftmax) },
        { Image, new PRelu() },
        { Image, new PRelu(PerChannel: true) },
        { Vector, new PRelu(PerChannel: true) },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void Gradients_of_each_layer_match_central_differences(Shape input, LayerSpec layer)
    {
        Check(new(input, Loss.Huber, layer), batch: 3);
        Check(new(input, Loss.MeanSquaredError, layer), batch: 1);
        if (layer.Indices is not null)
            return;
        // Placed between other layers, so that the gradient of its inputs is checked too.
        Check(new(input, Loss.MeanSquaredError, new BatchNorm(Epsilon: 0.1), new Activate(Activation.Tanh), layer, new Activate(Activation.Sigmoid), new LayerNorm()), batch: 2);
    }

    /// <summary>Every kind of layer that remembers earlier frames.</summary>
    public static TheoryData<LayerSpec> FrameLayers => new()
    {
        new OverFrames(new Rnn(4)),
        new OverFrames(new Rnn(4, IsRelu: true, UseBias: false)),
        new OverFrames(new Lstm(4)),
        new OverFrames(new Gru(4, UseBias: false)),
        new CausalConvolution(4, 3),
        new CausalConvolution(4, 2, Dilation: 4, Activation.Tanh, UseBias: false),
        new CausalConvolution(4, 1),
        new Delay(1),
        new Delay(5),
        new Delay(20),
    };

    [Theory]
    [MemberData(nameof(FrameLayers))]
    public void Gradients_over_frames_match_central_differences(LayerSpec layer)
    {
        Check(new NetworkSpec(3, Loss.Huber, layer) { SequenceLength = 7 }, batch: 2);
        Check(new NetworkSpec(3, Loss.MeanSquaredError, new Dense(4, Activation.Tanh), layer, new Dropout(0.3), new OverFrames(new Gru(2)), new Dense(2)) { SequenceLength = 9, WarmupFrames = 4 }, batch: 3);
        Check(new NetworkSpec(3, Loss.CrossEntropy, layer, new Dense(3, Activation.Softmax), new LastFrame()) { SequenceLength = 8 }, batch: 2);
    }

    // The differences have an error of h²·f''' + 1e-16/h, about 1e-9 relative to the gradients for h = 1e-5.
    private static void Check(NetworkSpec spec, int batch)
    {
        var random = new Random(12345);
        Dictionary<string, double[]> tensors = ReferenceNetwork.Tensors(spec).ToDictionary(tensor => tensor.Name, tensor => Uniform(random, tensor.Length));
        var network = new ReferenceNetwork(spec, name => tensors[name]);
        var training = new TrainingStep(Seed: 5, Step: 2);
        (double[][] inputs, double[][] targets) = Batch(spec, batch, network, training, random);

        Gradients gradients = network.LossGradients(network.Forward(inputs, training), targets);
        double LossNow() => network.Loss(network.Forward(inputs, training), targets);

        foreach ((string name, double[] gradient) in gradients.Tensors)
            CompareWithDifferences(tensors[name], gradient, LossNow, $"{spec}, batch of {batch}: ∂/∂{name}");
        for (int row = 0; row < batch; row++)
            CompareWithDifferences(inputs[row], [.. gradients.Inputs.Skip(row * spec.Frames).Take(spec.Frames).SelectMany(frame => frame)], LossNow, $"{spec}, batch of {batch}: ∂/∂x of sample {row}");
    }

    private static void CompareWithDifferences(double[] values, double[] gradient, Func<double> loss, string what)
    {
        const double h = 1e-5;
        for (int i = 0; i < values.Length; i++)
        {
            double value = values[i];
            values[i] = value + h;
            double above = loss();
            values[i] = value - h;
            double below = loss();
            values[i] = value;
            double difference = (above - below) / (2 * h);
            Assert.True(Math.Abs(difference - gradient[i]) <= 1e-7 * Math.Max(1, Math.Abs(difference)), $"{what}[{i}] is {gradient[i]:r}, the difference {difference:r}");
        }
    }

    // Samples for which no difference crosses a kink.
    private static (double[][] Inputs, double[][] Targets) Batch(NetworkSpec spec, int batch, ReferenceNetwork network, TrainingStep training, Random random)
    {
        for (int i = 0; i < 1000; i++)
        {
            double[][] inputs = [.. Enumerable.Range(0, batch).Select(_ => spec.Indices is { } count ? [.. Enumerable.Range(0, spec.InputLength).Select(_ => (double)random.Next(count))] : Uniform(random, spec.InputLength))];
            double[][] targets = [.. Enumerable.Range(0, batch).Select(_ => Targets.Draw(spec.Loss, spec.OutputLength, random))];
            Trace trace = network.Forward(inputs, training);
            IEnumerable<double> distances = Enumerable.Range(0, batch).SelectMany(row => Kinks.Distances(trace, row).Concat(Losses.Distances(spec.Loss, trace.Outputs[row], targets[row])));
            if (distances.All(distance => Math.Abs(distance) > 1e-4))
                return (inputs, targets);
        }
        throw new InvalidOperationException($"No batch of {spec} is away from every kink.");
    }

    private static double[] Uniform(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextDouble() - 1)];
}
