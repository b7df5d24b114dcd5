namespace NetGen;

/// <summary>Makes a partial class a network: the compiler writes its forward and backward methods from the layer attributes that follow, or from its <c>Define</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>A network whose inputs, layers and outputs are those of its static method <c>Define</c>.</summary>
    public NetworkAttribute()
    {
    }

    /// <summary>A network whose samples are vectors.</summary>
    /// <param name="length">Elements in a sample.</param>
    public NetworkAttribute(int length) => Length = length;

    /// <summary>A network whose samples are channels × length.</summary>
    /// <param name="channels">Channels of a sample.</param>
    /// <param name="length">Elements in a channel.</param>
    public NetworkAttribute(int channels, int length) => (Channels, Length) = (channels, length);

    /// <summary>A network whose samples are channels × height × width.</summary>
    /// <param name="channels">Channels of a sample.</param>
    /// <param name="height">Rows of a channel.</param>
    /// <param name="width">Columns of a channel.</param>
    public NetworkAttribute(int channels, int height, int width) => (Channels, Height, Length) = (channels, height, width);

    /// <summary>Channels of a sample.</summary>
    public int Channels { get; } = 1;

    /// <summary>Rows of a channel.</summary>
    public int Height { get; } = 1;

    /// <summary>Elements in a row.</summary>
    public int Length { get; }

    /// <summary>The loss that training minimises: mean squared error by default.</summary>
    /// <remarks>After Softmax or LogSoftmax the default is a warning, since class probabilities are normally trained by cross-entropy: there, state the loss explicitly, whichever it is.</remarks>
    public Loss Loss { get; set; } = Loss.MeanSquaredError;

    /// <summary>Whether the emitted code is loops or unrolled.</summary>
    public Unroll Unroll { get; set; } = Unroll.Auto;

    /// <summary>For a network over a stream of frames, the frames of the pieces that it is trained on; 0, the default, for a network of samples that are independent of each other.</summary>
    /// <remarks>The declared shape is then one frame's. Layers apply to every frame, and <see cref="RnnAttribute"/>, <see cref="LstmAttribute"/>, <see cref="GruAttribute"/>, <see cref="CausalConv1DAttribute"/> and <see cref="DelayAttribute"/> remember earlier frames. A sample is so many frames, one after another, its target as many frames of outputs, or one after <see cref="LastFrameAttribute"/>.</remarks>
    public int SequenceLength { get; set; }

    /// <summary>With <see cref="SequenceLength"/>, the first frames of a piece whose losses do not count, since what the layers remember is still what they began with: less than the piece. 0 by default.</summary>
    public int WarmupFrames { get; set; }

    /// <summary>Whether the class computes gradients of its inputs: for composed networks, adversaries and sensitivity.</summary>
    public bool InputGradients { get; set; }

    /// <summary>How the class stores the weights of its dense layers and convolutions: as floats by default. With fewer bits it takes less memory, and is faster where memory limits it, but can't be trained.</summary>
    /// <remarks>
    /// <para>Such a class has the members of <see cref="INetwork{TSelf}"/>: <c>trained.Quantize&lt;SmallReader&gt;()</c> (<see cref="Quantization.Quantize{TQuantized}(INetwork)"/>) creates an instance from a trained network of a sibling class, which has the same layers and trains in floats. A loss that is declared has no effect.</para>
    /// <para><see cref="Precision.BFloat16"/>: weights are widened exactly. <see cref="Precision.Int8"/>: a dense layer multiplies the sum of inputs times integers by the output's scale, a convolution its integers before the sum. Sums are of floats, in the declared order, with fused multiply-adds, so that results have the same bits everywhere, alone and in a batch.</para>
    /// <para><see cref="Precision.DynamicInt8"/>: stored as those of Int8. Of a dense layer's inputs x, sample by sample, scale = max(|x|) / 127, at least 2⁻¹²⁷, and q = x · (127 / max(|x|)), at most x · 2¹²⁷, rounded to the nearest integer, ties to even; y = (Σ q · integer) · (scale · the output's scale) + b, the last two operations fused. The sum of integers is exact, so that results have the same bits everywhere, too. A sample with an input that is NaN or infinite has NaN as every output of that layer. Convolutions, and dense layers of more than 133,144 inputs, are those of Int8.</para>
    /// <para>Biases, normalisations, recurrent layers, attention and embeddings stay floats.</para>
    /// </remarks>
    public Precision Precision { get; set; } = Precision.Float32;

    /// <summary>A safetensors file whose weights are embedded in the assembly, so that a new network starts with them: one of the project's <c>NetGenWeights</c> items.</summary>
    /// <remarks>
    /// <para><c>&lt;NetGenWeights Include="digits.safetensors" /&gt;</c> in the project file embeds the file, and the compiler compares its tensors with the network's.
    /// <c>new()</c> then starts with these weights, <c>new(seed)</c> and <c>Create(seed)</c> with fresh ones.</para>
    /// <para>A build with <c>-p:NetGenFreshWeights=true</c> omits the file, and <c>new()</c> draws fresh weights too: for training weights that don't exist yet, or no longer fit.</para>
    /// <para>An item's name is its <c>Link</c>, else its path below the project's folder, else, for a file outside it, the file name alone. Names are case-sensitive; either slash is accepted.</para>
    /// </remarks>
    public string? Weights { get; set; }
}
