namespace NetGen;

/// <summary>A value in the <c>Define</c> of a network: a symbol that stands for an array of constant shape, one for each sample.</summary>
/// <remarks>
/// <para>The compiler reads <c>Define</c> and never runs it, so every member throws if it is called. Layers have the names, parameters and defaults of the attributes of the same names, where formulas are documented; they compute y from this value, x.</para>
/// <para>Analyses of unused members are silent about <c>Define</c> and what only it calls. Where code coverage is measured, mark these methods <c>[ExcludeFromCodeCoverage]</c>, since they never run.</para>
/// <para>A shape is a vector's length, channels × length, or channels × height × width, without the batch. Axes are counted from 0, negative ones from the end.</para>
/// <para>A layer's name, in weights files and in the emitted code, is its kind and number, as in <c>dense2</c>; within a method that <c>Define</c> calls it is preceded by that method's name and number, as in <c>residual1.conv2</c>. Two layers of one name and kind, with inputs of one shape, share their parameters.</para>
/// </remarks>
public sealed class Tensor
{
    private Tensor()
    {
    }

    /// <summary>The number of axes, 1 to 3: a constant in <c>Define</c>.</summary>
    public int Rank => throw Unreadable();

    /// <summary>Channels; 1 for a vector. A constant in <c>Define</c>.</summary>
    public int Channels => throw Unreadable();

    /// <summary>Rows of a channel; 1 unless the shape has three axes. A constant in <c>Define</c>.</summary>
    public int Height => throw Unreadable();

    /// <summary>Elements in a row; of a vector, all. A constant in <c>Define</c>.</summary>
    public int Width => throw Unreadable();

    /// <summary>Elements in all. A constant in <c>Define</c>.</summary>
    public int Length => throw Unreadable();

    /// <summary>The sum, element by element, of shapes that broadcast as NumPy's: counted from the last axis, extents are equal, or one of them is 1 or missing and is repeated.</summary>
    public static Tensor operator +(Tensor a, Tensor b) => throw Unreadable();

    /// <summary>The sum of every element and a constant.</summary>
    public static Tensor operator +(Tensor a, double b) => throw Unreadable();

    /// <summary>The sum of a constant and every element.</summary>
    public static Tensor operator +(double a, Tensor b) => throw Unreadable();

    /// <summary>The difference, element by element, of shapes that broadcast.</summary>
    public static Tensor operator -(Tensor a, Tensor b) => throw Unreadable();

    /// <summary>The difference of every element and a constant.</summary>
    public static Tensor operator -(Tensor a, double b) => throw Unreadable();

    /// <summary>The difference of a constant and every element.</summary>
    public static Tensor operator -(double a, Tensor b) => throw Unreadable();

    /// <summary>Every element with the opposite sign.</summary>
    public static Tensor operator -(Tensor a) => throw Unreadable();

    /// <summary>The product, element by element, of shapes that broadcast.</summary>
    public static Tensor operator *(Tensor a, Tensor b) => throw Unreadable();

    /// <summary>The product of every element and a constant.</summary>
    public static Tensor operator *(Tensor a, double b) => throw Unreadable();

    /// <summary>The product of a constant and every element.</summary>
    public static Tensor operator *(double a, Tensor b) => throw Unreadable();

    /// <summary>The quotient, element by element, of shapes that broadcast.</summary>
    public static Tensor operator /(Tensor a, Tensor b) => throw Unreadable();

    /// <summary>The quotient of every element and a constant.</summary>
    public static Tensor operator /(Tensor a, double b) => throw Unreadable();

    /// <summary>The quotient of a constant and every element.</summary>
    public static Tensor operator /(double a, Tensor b) => throw Unreadable();

    /// <summary>Values one after another: channels, or the elements of vectors. Their other extents are equal.</summary>
    public static Tensor Concat(params Tensor[] tensors) => throw Unreadable();

    /// <summary>Values one after another along an axis. Their other extents are equal.</summary>
    public static Tensor Concat(int axis, params Tensor[] tensors) => throw Unreadable();

    /// <summary>A range of the elements of one axis: <paramref name="length"/> of them, from <paramref name="start"/> on.</summary>
    public Tensor Slice(int start, int length, int axis = 0) => throw Unreadable();

    /// <summary>Equal ranges of one axis, whose extent is a multiple of <paramref name="parts"/>: as an array, or as in <c>var (a, b) = x.Split(2)</c>. Parts that are not used have no gradient.</summary>
    public Tensor[] Split(int parts, int axis = 0) => throw Unreadable();

    /// <summary>The axes in another order: axis i of the result is axis <c>axes[i]</c> of this value. Without axes the last two are swapped.</summary>
    public Tensor Transpose(params int[] axes) => throw Unreadable();

    /// <summary>The product of matrices, of shapes n × k and k × m, or of as many pairs of them as the first axis has, as NumPy's <c>matmul</c>: a vector is a row on the left, a column on the right, and the result lacks its axis.</summary>
    public Tensor MatMul(Tensor other) => throw Unreadable();

    /// <summary>Sums over axes, which the result lacks; over all, to one element, if none is named.</summary>
    public Tensor Sum(params int[] axes) => throw Unreadable();

    /// <summary>Means over axes, which the result lacks; over all, to one element, if none is named.</summary>
    public Tensor Mean(params int[] axes) => throw Unreadable();

    /// <summary>Maxima over axes, which the result lacks; over all, to one element, if none is named. Where several elements are the maximum, each has an equal share of the gradient.</summary>
    public Tensor Max(params int[] axes) => throw Unreadable();

    /// <summary>Softmax along one axis: e^xᵢ / Σⱼ e^xⱼ.</summary>
    public Tensor Softmax(int axis) => throw Unreadable();

    /// <summary>The logarithm of softmax along one axis: xᵢ − ln Σⱼ e^xⱼ.</summary>
    public Tensor LogSoftmax(int axis) => throw Unreadable();

    /// <summary>y = activation(W·x + b): <see cref="DenseAttribute"/>.</summary>
    public Tensor Dense(int units, Activation activation = Activation.Linear, bool useBias = true, Initializer initializer = Initializer.Auto, string? name = null) => throw Unreadable();

    /// <summary>A convolution over channels × length: <see cref="Conv1DAttribute"/>.</summary>
    public Tensor Conv1D(int filters, int kernel, Activation activation = Activation.Linear, int stride = 1, int padding = 0, int dilation = 1, int groups = 1, bool useBias = true, Initializer initializer = Initializer.Auto, string? name = null) => throw Unreadable();

    /// <summary>A convolution over channels × height × width: <see cref="Conv2DAttribute"/>.</summary>
    public Tensor Conv2D(
        int filters, int kernel, Activation activation = Activation.Linear, int stride = 1, int padding = 0, int dilation = 1,
        int kernelHeight = 0, int kernelWidth = 0, int strideHeight = 0, int strideWidth = 0, int paddingHeight = 0, int paddingWidth = 0, int dilationHeight = 0, int dilationWidth = 0,
        int groups = 1, bool useBias = true, Initializer initializer = Initializer.Auto, string? name = null) => throw Unreadable();

    /// <summary>The largest element of every window: <see cref="MaxPool1DAttribute"/>.</summary>
    public Tensor MaxPool1D(int size, int stride = 0, int padding = 0, string? name = null) => throw Unreadable();

    /// <summary>The largest element of every window: <see cref="MaxPool2DAttribute"/>.</summary>
    public Tensor MaxPool2D(int size, int stride = 0, int padding = 0, int sizeHeight = 0, int sizeWidth = 0, int strideHeight = 0, int strideWidth = 0, int paddingHeight = 0, int paddingWidth = 0, string? name = null) => throw Unreadable();

    /// <summary>The mean of every window: <see cref="AveragePool1DAttribute"/>.</summary>
    public Tensor AveragePool1D(int size, int stride = 0, int padding = 0, string? name = null) => throw Unreadable();

    /// <summary>The mean of every window: <see cref="AveragePool2DAttribute"/>.</summary>
    public Tensor AveragePool2D(int size, int stride = 0, int padding = 0, int sizeHeight = 0, int sizeWidth = 0, int strideHeight = 0, int strideWidth = 0, int paddingHeight = 0, int paddingWidth = 0, string? name = null) => throw Unreadable();

    /// <summary>The mean of each channel: <see cref="GlobalAveragePoolAttribute"/>.</summary>
    public Tensor GlobalAveragePool(string? name = null) => throw Unreadable();

    /// <summary>The largest element of each channel: <see cref="GlobalMaxPoolAttribute"/>.</summary>
    public Tensor GlobalMaxPool(string? name = null) => throw Unreadable();

    /// <summary>Normalisation of each channel over the batch: <see cref="BatchNormAttribute"/>.</summary>
    public Tensor BatchNorm(double epsilon = 1e-5, double momentum = 0.1, string? name = null) => throw Unreadable();

    /// <summary>Normalisation over all elements of a sample, or of each position over its channels: <see cref="LayerNormAttribute"/>.</summary>
    public Tensor LayerNorm(double epsilon = 1e-5, Over over = Over.Sample, string? name = null) => throw Unreadable();

    /// <summary>Rows of a learned table for whole numbers, which an input of the network gives: <see cref="EmbeddingAttribute"/>.</summary>
    public Tensor Embedding(int count, int size, Initializer initializer = Initializer.Auto, string? name = null) => throw Unreadable();

    /// <summary>Adds a learned vector to each position: <see cref="PositionEmbeddingAttribute"/>.</summary>
    public Tensor PositionEmbedding(Initializer initializer = Initializer.Auto, string? name = null) => throw Unreadable();

    /// <summary>Attention of the positions to each other: <see cref="SelfAttentionAttribute"/>.</summary>
    public Tensor SelfAttention(int heads, bool causal = false, string? name = null) => throw Unreadable();

    /// <summary>A recurrent layer over channels × length: <see cref="RnnAttribute"/>.</summary>
    public Tensor Rnn(int units, Activation activation = Activation.Tanh, bool bidirectional = false, Return @return = Return.Sequence, bool useBias = true, string? name = null) => throw Unreadable();

    /// <summary>A long short-term memory over channels × length: <see cref="LstmAttribute"/>.</summary>
    public Tensor Lstm(int units, bool bidirectional = false, Return @return = Return.Sequence, bool useBias = true, string? name = null) => throw Unreadable();

    /// <summary>Gated recurrent units over channels × length: <see cref="GruAttribute"/>.</summary>
    public Tensor Gru(int units, bool bidirectional = false, Return @return = Return.Sequence, bool useBias = true, string? name = null) => throw Unreadable();

    /// <summary>A convolution over this frame and earlier ones of a stream: <see cref="CausalConv1DAttribute"/>.</summary>
    public Tensor CausalConv1D(int filters, int kernel, Activation activation = Activation.Linear, int dilation = 1, bool useBias = true, Initializer initializer = Initializer.Auto, string? name = null) => throw Unreadable();

    /// <summary>The frame of some frames ago: <see cref="DelayAttribute"/>.</summary>
    public Tensor Delay(int frames, string? name = null) => throw Unreadable();

    /// <summary>As a network's output, that of the last frame alone: <see cref="LastFrameAttribute"/>.</summary>
    public Tensor LastFrame(string? name = null) => throw Unreadable();

    /// <summary>Sets elements to zero at random, in training alone: <see cref="DropoutAttribute"/>.</summary>
    public Tensor Dropout(double rate, string? name = null) => throw Unreadable();

    /// <summary>The elements, channels first, as a vector: <see cref="FlattenAttribute"/>.</summary>
    public Tensor Flatten(string? name = null) => throw Unreadable();

    /// <summary>The elements, channels first, as a vector: <see cref="ReshapeAttribute"/>.</summary>
    public Tensor Reshape(int length, string? name = null) => throw Unreadable();

    /// <summary>The elements, channels first, as channels × length: <see cref="ReshapeAttribute"/>.</summary>
    public Tensor Reshape(int channels, int length, string? name = null) => throw Unreadable();

    /// <summary>The elements, channels first, as channels × height × width: <see cref="ReshapeAttribute"/>.</summary>
    public Tensor Reshape(int channels, int height, int width, string? name = null) => throw Unreadable();

    /// <summary>x for x ≥ 0, weight·x below, with a learned weight: <see cref="PReluAttribute"/>.</summary>
    public Tensor PRelu(bool perChannel = false, string? name = null) => throw Unreadable();

    /// <summary>An activation, chosen by a constant: <see cref="ActivateAttribute"/>.</summary>
    public Tensor Activate(Activation activation, string? name = null) => throw Unreadable();

    /// <summary><see cref="Activation.Relu"/>: max(0, x).</summary>
    public Tensor Relu() => throw Unreadable();

    /// <summary><see cref="Activation.LeakyRelu"/>: x for x ≥ 0, 0.01·x below.</summary>
    public Tensor LeakyRelu() => throw Unreadable();

    /// <summary><see cref="Activation.Elu"/>: x for x ≥ 0, eˣ − 1 below.</summary>
    public Tensor Elu() => throw Unreadable();

    /// <summary><see cref="Activation.Selu"/>: λ·x for x ≥ 0, λ·α·(eˣ − 1) below.</summary>
    public Tensor Selu() => throw Unreadable();

    /// <summary><see cref="Activation.Gelu"/>: x·Φ(x).</summary>
    public Tensor Gelu() => throw Unreadable();

    /// <summary><see cref="Activation.Silu"/>: x·sigmoid(x).</summary>
    public Tensor Silu() => throw Unreadable();

    /// <summary><see cref="Activation.Mish"/>: x·tanh(ln(1 + eˣ)).</summary>
    public Tensor Mish() => throw Unreadable();

    /// <summary><see cref="Activation.Sigmoid"/>: 1 / (1 + e⁻ˣ).</summary>
    public Tensor Sigmoid() => throw Unreadable();

    /// <summary><see cref="Activation.HardSigmoid"/>: min(max(x/6 + 1/2, 0), 1).</summary>
    public Tensor HardSigmoid() => throw Unreadable();

    /// <summary><see cref="Activation.Tanh"/>: the hyperbolic tangent.</summary>
    public Tensor Tanh() => throw Unreadable();

    /// <summary><see cref="Activation.HardTanh"/>: min(max(x, −1), 1).</summary>
    public Tensor HardTanh() => throw Unreadable();

    /// <summary><see cref="Activation.HardSwish"/>: x·hardsigmoid(x).</summary>
    public Tensor HardSwish() => throw Unreadable();

    /// <summary><see cref="Activation.Softplus"/>: ln(1 + eˣ).</summary>
    public Tensor Softplus() => throw Unreadable();

    /// <summary><see cref="Activation.Softsign"/>: x / (1 + |x|).</summary>
    public Tensor Softsign() => throw Unreadable();

    /// <summary><see cref="Activation.Softmax"/>: e^xᵢ / Σⱼ e^xⱼ over all elements of a vector.</summary>
    public Tensor Softmax() => throw Unreadable();

    /// <summary><see cref="Activation.LogSoftmax"/>: xᵢ − ln Σⱼ e^xⱼ over all elements of a vector.</summary>
    public Tensor LogSoftmax() => throw Unreadable();

    /// <summary><see cref="Activation.Step"/>: 1 for x ≥ 0, 0 below; a class that uses it can't be trained.</summary>
    public Tensor Step() => throw Unreadable();

    internal static NotSupportedException Unreadable() => new("A Tensor has no elements: the compiler reads Define and never runs it. Call Forward of the network instead.");
}
