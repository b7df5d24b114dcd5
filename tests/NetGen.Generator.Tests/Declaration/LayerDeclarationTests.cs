using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using static NetGen.Generator.Tests.Sources;

namespace NetGen.Generator.Tests;

/// <summary>Attributes of spatial and normalisation layers → model: one row for each kind and each option.</summary>
public sealed class LayerDeclarationTests
{
    private static readonly Window s_three = new(3, 1, 0, 1);
    private static readonly ConvolutionLayer s_conv2D = new(null, 2, 6, s_three, s_three, 1, Activation.Linear, true, Initializer.Auto);
    private static readonly ConvolutionLayer s_conv1D = s_conv2D with { Axes = 1, Height = Window.None };
    private static readonly Window s_two = new(2, 2, 0, 1);
    private static readonly PoolLayer s_pool2D = new(null, PoolKind.Max, 2, s_two, s_two);
    private static readonly PoolLayer s_pool1D = s_pool2D with { Axes = 1, Height = Window.None };

    public static TheoryData<string, object> Convolutions => new()
    {
        { "[Conv2D(6, 3)]", s_conv2D },
        { "[Conv2D(kernel: Size, filters: 6)]", s_conv2D },
        { "[Conv2D(6, 3, Activation.Relu)]", s_conv2D with { Activation = Activation.Relu } },
        { "[Conv2D(6, 3, (Activation)99)]", s_conv2D with { Activation = (Activation)99 } },
        { "[Conv2D(6, 3, Name = \"eye\")]", s_conv2D with { Name = "eye" } },
        { "[Conv2D(6, 3, Stride = 2)]", Both(s_three with { Stride = 2 }) },
        { "[Conv2D(6, 3, Padding = 2)]", Both(s_three with { Padding = 2 }) },
        { "[Conv2D(6, 3, Padding = Padding.Same)]", Both(s_three with { Padding = Window.Same }) },
        { "[Conv2D(6, 3, Padding = Padding.Valid)]", s_conv2D },
        { "[Conv2D(6, 3, Dilation = 4)]", Both(s_three with { Dilation = 4 }) },
        { "[Conv2D(6, 3, Groups = 2)]", s_conv2D with { Groups = 2 } },
        { "[Conv2D(6, 3, UseBias = false)]", s_conv2D with { UseBias = false } },
        { "[Conv2D(6, 3, Initializer = Initializer.Zeros)]", s_conv2D with { Initializer = Initializer.Zeros } },
        { "[Conv2D(6, 3, KernelHeight = 5)]", s_conv2D with { Height = s_three with { Kernel = 5, Own = AxisArguments.Kernel } } },
        { "[Conv2D(6, 3, KernelWidth = 5)]", s_conv2D with { Width = s_three with { Kernel = 5, Own = AxisArguments.Kernel } } },
        { "[Conv2D(6, 3, StrideHeight = 5)]", s_conv2D with { Height = s_three with { Stride = 5, Own = AxisArguments.Stride } } },
        { "[Conv2D(6, 3, StrideWidth = 5)]", s_conv2D with { Width = s_three with { Stride = 5, Own = AxisArguments.Stride } } },
        { "[Conv2D(6, 3, PaddingHeight = 5)]", s_conv2D with { Height = s_three with { Padding = 5, Own = AxisArguments.Padding } } },
        { "[Conv2D(6, 3, PaddingWidth = 5)]", s_conv2D with { Width = s_three with { Padding = 5, Own = AxisArguments.Padding } } },
        { "[Conv2D(6, 3, DilationHeight = 5)]", s_conv2D with { Height = s_three with { Dilation = 5, Own = AxisArguments.Dilation } } },
        { "[Conv2D(6, 3, DilationWidth = 5)]", s_conv2D with { Width = s_three with { Dilation = 5, Own = AxisArguments.Dilation } } },
        { "[Conv2D(6, 3, Padding = 2, PaddingHeight = 0)]", s_conv2D with { Height = s_three with { Own = AxisArguments.Padding }, Width = s_three with { Padding = 2 } } },
        { "[Conv2D(6, 3, Stride = 2, StrideWidth = 1, Dilation = 4, DilationWidth = 3)]", s_conv2D with { Height = new(3, 2, 0, 4), Width = new(3, 1, 0, 3, AxisArguments.Stride | AxisArguments.Dilation) } },
        { "[Conv2D(6, 0, KernelHeight = 3, KernelWidth = 3)]", Both(s_three with { Own = AxisArguments.Kernel }) },
        { "[Conv2D(-6, -3, Stride = 0, Groups = -1)]", s_conv2D with { Filters = -6, Height = new(-3, 0, 0, 1), Width = new(-3, 0, 0, 1), Groups = -1 } },
        { "[Conv1D(6, 3)]", s_conv1D },
        { "[Conv1D(kernel: 3, filters: 6, activation: Activation.Relu)]", s_conv1D with { Activation = Activation.Relu } },
        { "[Conv1D(6, 3, Stride = 2, Padding = 4, Dilation = 5)]", s_conv1D with { Width = new(3, 2, 4, 5) } },
        { "[Conv1D(6, 3, Padding = Padding.Same)]", s_conv1D with { Width = s_three with { Padding = Window.Same } } },
        { "[Conv1D(6, 3, Groups = 2, UseBias = false, Initializer = Initializer.Normal, Name = \"ear\")]", s_conv1D with { Groups = 2, UseBias = false, Initializer = Initializer.Normal, Name = "ear" } },
    };

    public static TheoryData<string, object> Pools => new()
    {
        { "[MaxPool2D(2)]", s_pool2D },
        { "[MaxPool2D(size: 2, Name = \"most\")]", s_pool2D with { Name = "most" } },
        { "[MaxPool2D(3)]", s_pool2D with { Height = new(3, 3, 0, 1), Width = new(3, 3, 0, 1) } },
        { "[MaxPool2D(3, Stride = 2)]", s_pool2D with { Height = new(3, 2, 0, 1), Width = new(3, 2, 0, 1) } },
        { "[MaxPool2D(3, Stride = 2, Padding = 1)]", s_pool2D with { Height = new(3, 2, 1, 1), Width = new(3, 2, 1, 1) } },
        { "[MaxPool2D(2, SizeHeight = 3)]", s_pool2D with { Height = new(3, 3, 0, 1, AxisArguments.Kernel) } },
        { "[MaxPool2D(2, SizeWidth = 3)]", s_pool2D with { Width = new(3, 3, 0, 1, AxisArguments.Kernel) } },
        { "[MaxPool2D(2, SizeWidth = 3, Stride = 1)]", s_pool2D with { Height = new(2, 1, 0, 1), Width = new(3, 1, 0, 1, AxisArguments.Kernel) } },
        { "[MaxPool2D(2, StrideHeight = 3)]", s_pool2D with { Height = new(2, 3, 0, 1, AxisArguments.Stride) } },
        { "[MaxPool2D(2, StrideWidth = 3, Stride = 1)]", s_pool2D with { Height = new(2, 1, 0, 1), Width = new(2, 3, 0, 1, AxisArguments.Stride) } },
        { "[MaxPool2D(2, PaddingHeight = 1)]", s_pool2D with { Height = new(2, 2, 1, 1, AxisArguments.Padding) } },
        { "[MaxPool2D(2, PaddingWidth = 0, Padding = 1)]", s_pool2D with { Height = new(2, 2, 1, 1), Width = new(2, 2, 0, 1, AxisArguments.Padding) } },
        { "[MaxPool2D(2, Stride = 0)]", s_pool2D with { Height = new(2, 0, 0, 1), Width = new(2, 0, 0, 1) } },
        { "[MaxPool1D(2)]", s_pool1D },
        { "[MaxPool1D(3, Stride = 2, Padding = 1, Name = \"most\")]", s_pool1D with { Width = new(3, 2, 1, 1), Name = "most" } },
        { "[AveragePool2D(2)]", s_pool2D with { Over = PoolKind.Average } },
        { "[AveragePool2D(2, SizeHeight = 3, StrideWidth = 4, Padding = 1)]", new PoolLayer(null, PoolKind.Average, 2, new(3, 3, 1, 1, AxisArguments.Kernel), new(2, 4, 1, 1, AxisArguments.Stride)) },
        { "[AveragePool1D(2)]", s_pool1D with { Over = PoolKind.Average } },
        { "[AveragePool1D(3, Stride = 2, Padding = 1)]", s_pool1D with { Over = PoolKind.Average, Width = new(3, 2, 1, 1) } },
        { "[GlobalMaxPool]", new GlobalPoolLayer(null, PoolKind.Max) },
        { "[GlobalAveragePool(Name = \"mean\")]", new GlobalPoolLayer("mean", PoolKind.Average) },
    };

    public static TheoryData<string, object> Others => new()
    {
        { "[Flatten]", new FlattenLayer(null) },
        { "[Flatten(Name = \"flat\")]", new FlattenLayer("flat") },
        { "[Reshape(12)]", new ReshapeLayer(null, Shape.Vector(12)) },
        { "[Reshape(3, 4)]", new ReshapeLayer(null, new([3, 4])) },
        { "[Reshape(length: 4, channels: 3, Name = \"turn\")]", new ReshapeLayer("turn", new([3, 4])) },
        { "[Reshape(2, 3, 4)]", new ReshapeLayer(null, new([2, 3, 4])) },
        { "[Reshape(width: 4, height: 3, channels: 2)]", new ReshapeLayer(null, new([2, 3, 4])) },
        { "[BatchNorm]", new BatchNormLayer(null, 1e-5, 0.1) },
        { "[BatchNorm(Epsilon = 1e-3, Momentum = 0.01, Name = \"even\")]", new BatchNormLayer("even", 1e-3, 0.01) },
        { "[BatchNorm(Epsilon = 1, Momentum = double.NaN)]", new BatchNormLayer(null, 1, double.NaN) },
        { "[LayerNorm]", new LayerNormLayer(null, 1e-5) },
        { "[LayerNorm(Epsilon = 1e-6f, Name = \"even\")]", new LayerNormLayer("even", 1e-6f) },
        { "[LayerNorm(Over = Over.Channels)]", new LayerNormLayer(null, 1e-5, Over.Channels) },
        { "[LayerNorm(Over = (Over)7, Epsilon = 1)]", new LayerNormLayer(null, 1, (Over)7) },
        { "[Embedding(30, 8)]", new EmbeddingLayer(null, 30, 8, Initializer.Auto) },
        { "[Embedding(size: 8, count: 30, Initializer = Initializer.NarrowNormal, Name = \"words\")]", new EmbeddingLayer("words", 30, 8, Initializer.NarrowNormal) },
        { "[PositionEmbedding]", new PositionEmbeddingLayer(null, Initializer.Auto) },
        { "[PositionEmbedding(Initializer = Initializer.Zeros, Name = \"places\")]", new PositionEmbeddingLayer("places", Initializer.Zeros) },
        { "[Rnn(4)]", new RecurrentLayer(null, CellKind.Rnn, 4, Activation.Tanh, false, Return.Sequence, true) },
        { "[Rnn(-4, Activation.Relu, Return = Return.Last)]", new RecurrentLayer(null, CellKind.Rnn, -4, Activation.Relu, false, Return.Last, true) },
        { "[Rnn(activation: Activation.Gelu, units: 4)]", new RecurrentLayer(null, CellKind.Rnn, 4, Activation.Gelu, false, Return.Sequence, true) },
        { "[CausalConv1D(4, 3)]", new CausalConvolutionLayer(null, 4, 3, Activation.Linear, 1, true, Initializer.Auto) },
        { "[CausalConv1D(4, 3, Activation.Tanh, Dilation = 2, UseBias = false, Initializer = Initializer.HeNormal, Name = \"past\")]", new CausalConvolutionLayer("past", 4, 3, Activation.Tanh, 2, false, Initializer.HeNormal) },
        { "[Delay(5)]", new DelayLayer(null, 5) },
        { "[LastFrame]", new LastFrameLayer(null) },
        { "[Lstm(4)]", new RecurrentLayer(null, CellKind.Lstm, 4, Activation.Tanh, false, Return.Sequence, true) },
        { "[Lstm(4, Bidirectional = true, Name = \"memory\")]", new RecurrentLayer("memory", CellKind.Lstm, 4, Activation.Tanh, true, Return.Sequence, true) },
        { "[Gru(4, UseBias = false, Return = (Return)9)]", new RecurrentLayer(null, CellKind.Gru, 4, Activation.Tanh, false, (Return)9, false) },
        { "[SelfAttention(4)]", new SelfAttentionLayer(null, 4, false) },
        { "[SelfAttention(heads: -4, Causal = true, Name = \"look\")]", new SelfAttentionLayer("look", -4, true) },
        { "[Dropout(0.25)]", new DropoutLayer(null, 0.25) },
        { "[Dropout(rate: 1, Name = \"drop\")]", new DropoutLayer("drop", 1) },
        { "[Dropout('\\u0001' / 2.0)]", new DropoutLayer(null, 0.5) },
        { "[Dropout(double.NaN)]", new DropoutLayer(null, double.NaN) },
        { "[Activate(Activation.Mish)]", new ActivateLayer(null, Activation.Mish) },
        { "[Activate(activation: (Activation)77, Name = \"bend\")]", new ActivateLayer("bend", (Activation)77) },
        { "[PRelu]", new PReluLayer(null, false) },
        { "[PRelu(PerChannel = true, Name = \"bend\")]", new PReluLayer("bend", true) },
    };

    [Theory, MemberData(nameof(Convolutions)), MemberData(nameof(Pools)), MemberData(nameof(Others))]
    public void Layers(string attribute, object layer) =>
        Assert.Equal(layer, Assert.Single(ModelOf($"[Network(1)] {attribute}").Layers).Kind);

    /// <summary>Equal declarations give equal models, even with rates of NaN, so that cached models are found.</summary>
    [Theory, MemberData(nameof(Convolutions)), MemberData(nameof(Pools)), MemberData(nameof(Others))]
    public void Models_are_equal_by_value(string attribute, object _)
    {
        NetworkModel model = ModelOf($"[Network(1)] {attribute} [Dense(1)]"), again = ModelOf($"[Network(1)]  {attribute} /* again */ [Dense(1)]");
        Assert.Equal(model, again);
        Assert.Equal(model.GetHashCode(), again.GetHashCode());
        Assert.NotEqual(model, ModelOf($"[Network(1)] {attribute} [Dense(2)]"));
    }

    [Fact]
    public void Kinds_that_share_a_prefix_are_counted_together() => Assert.Equal(
        "conv1, norm1, activation1, pool1, conv2, norm2, prelu1, middle, dropout1, pool3, pool4, reshape1, conv3, flatten1, dense1, dropout2",
        string.Join(", ", LayerNames.Of(ModelOf("""
            [Network(1, 28, 28)]
            [Conv2D(1, 3)] [BatchNorm] [Activate(Activation.Relu)] [MaxPool2D(2)]
            [Conv1D(1, 3)] [LayerNorm] [PRelu] [AveragePool1D(2, Name = "middle")] [Dropout(0.5)]
            [GlobalMaxPool] [GlobalAveragePool] [Reshape(1, 1)] [Conv2D(1, 1)] [Flatten] [Dense(1)] [Dropout(0)]
            """).Layers)));

    private static ConvolutionLayer Both(Window window) => s_conv2D with { Height = window, Width = window };
}
