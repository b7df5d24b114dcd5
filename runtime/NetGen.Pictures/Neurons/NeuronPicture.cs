namespace NetGen.Pictures;

/// <summary>Draws a small network as neurons and their connections.</summary>
public static class NeuronPicture
{
    /// <summary>The neurons and weights of a network of dense layers as an SVG document: positive weights are orange solid lines, negative ones blue dashed lines, the thicker the larger.</summary>
    /// <param name="network">The network: a chain of dense layers with activations; Dropout, Flatten and Reshape are not drawn.</param>
    /// <param name="options">Names, and how many neurons are drawn.</param>
    /// <exception cref="NotSupportedException">The network has other layers, or branches; the message names them.</exception>
    /// <exception cref="ArgumentException">There are not as many names as inputs or outputs.</exception>
    public static string ToNeuronSvg<TNetwork>(this TNetwork network, NeuronOptions? options = null) where TNetwork : class, INetwork<TNetwork> => network.ToNeuronPicture(options).ToSvg();

    /// <summary>The neurons for one input as an SVG document, each lit by its value: the brighter the larger.</summary>
    /// <param name="network">The network: a chain of dense layers with activations; Dropout, Flatten and Reshape are not drawn.</param>
    /// <param name="input">InputLength elements.</param>
    /// <param name="options">Names, and how many neurons are drawn.</param>
    /// <exception cref="NotSupportedException">The network has other layers, or branches; the message names them.</exception>
    /// <exception cref="ArgumentException">The input has another length, or there are not as many names as inputs or outputs.</exception>
    public static string ToNeuronSvg<TNetwork>(this TNetwork network, ReadOnlySpan<float> input, NeuronOptions? options = null) where TNetwork : class, INetwork<TNetwork> => network.ToNeuronPicture(input, options).ToSvg();

    /// <summary>The neurons and weights as a picture.</summary>
    /// <inheritdoc cref="ToNeuronSvg{TNetwork}(TNetwork, NeuronOptions?)"/>
    public static Picture ToNeuronPicture<TNetwork>(this TNetwork network, NeuronOptions? options = null) where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        return new NeuronDrawing(DenseChain.Of(network), null, options ?? new()).Draw();
    }

    /// <summary>The neurons for one input as a picture.</summary>
    /// <inheritdoc cref="ToNeuronSvg{TNetwork}(TNetwork, ReadOnlySpan{float}, NeuronOptions?)"/>
    public static Picture ToNeuronPicture<TNetwork>(this TNetwork network, ReadOnlySpan<float> input, NeuronOptions? options = null) where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        var chain = DenseChain.Of(network);
        return new NeuronDrawing(chain, chain.Compute(input), options ?? new()).Draw();
    }
}
